"""What every page is made of: audience, blocks, topics, components."""
