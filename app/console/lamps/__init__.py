"""Lamps: what was seen to work, when, and what to do when it wasn't."""
