"""Trusts, regions and their email domains."""
