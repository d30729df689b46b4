"""What templates may ask of news."""
