"""Things to test with, one module an app."""
