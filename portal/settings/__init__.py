"""Settings by place: development, test, production; `base` is what they share."""
