"""Meetings: what is on, who has a place, who waits for one."""
