"""What people do with the programme's figures."""
