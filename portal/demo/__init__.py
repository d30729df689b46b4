"""A believable portal to try things on: people, networks, meetings, tools and posts, all invented."""
