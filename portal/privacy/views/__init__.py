"""Doors of what leaves the portal."""
