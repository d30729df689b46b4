"""HTTP for networks: coming and going, running one, proposals."""
