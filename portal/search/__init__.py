"""Find things: one index over everything, on two engines with one behaviour."""
