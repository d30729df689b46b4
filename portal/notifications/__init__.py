"""Tell people: every mail is a row with a state, and work is done later, once."""
