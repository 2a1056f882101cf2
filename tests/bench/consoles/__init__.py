"""Consoles that benches run as child processes, and what they tell; no benches themselves."""
