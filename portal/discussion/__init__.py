"""Talk about anything: threads and comments on pages, and their moderation."""
