"""Tags of what leaves the portal."""
