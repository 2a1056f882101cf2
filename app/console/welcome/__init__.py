"""Arriving at the console: who sits here."""
