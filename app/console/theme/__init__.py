"""Colours, type, icons and text for the screen."""
