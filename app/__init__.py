"""Watchfloor, the desktop console of a monitoring center: 911 calls shared through RapidSOS, and callflows back out."""

__version__ = "0.1.0"
