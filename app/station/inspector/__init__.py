"""Requests that came to the listener, for technicians, and their replay without effect."""
