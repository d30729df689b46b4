"""The support programme for the trusts that need help most."""
