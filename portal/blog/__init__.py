"""The programme blog: posts, bylines, categories and the banner of an ended government."""
