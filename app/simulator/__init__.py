"""A pretend RapidSOS over real HTTP. Imports nothing of ours."""
