"""What templates may ask people's app."""
