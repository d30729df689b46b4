"""The portal as people meet it: served by its own command, in a real browser."""
