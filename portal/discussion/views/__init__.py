"""Pages of talking and of looking after what is said."""
