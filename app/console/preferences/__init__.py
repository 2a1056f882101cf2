"""Preferences, secrets and their import and export."""
