"""The front door: the home page, somebody's own home, plain pages, health, and how the portal is served."""
