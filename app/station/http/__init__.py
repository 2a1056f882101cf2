"""Hardened HTTP; knows nothing of RapidSOS."""
