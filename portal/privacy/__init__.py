"""What must not come in, and what may leave: patient identifiers, lists, and a person's own data."""
