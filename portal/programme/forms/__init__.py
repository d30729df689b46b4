"""The shapes of what people hand in to the programme."""
