"""What people do with the toolbox."""
