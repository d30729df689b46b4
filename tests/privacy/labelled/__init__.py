"""Texts as people type them, with the places of what identifies a patient: what the guard is measured with.

Carriers are written by hand; numbers are drawn anew with a fixed seed, so the repository holds nobody's.
"""
