"""Talk about anything: comments under pages, questions and discussions in networks."""
