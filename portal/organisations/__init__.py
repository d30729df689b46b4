"""Trusts, regions and their e-mail domains."""
