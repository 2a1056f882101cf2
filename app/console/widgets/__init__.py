"""Widgets that any part of the window uses."""
