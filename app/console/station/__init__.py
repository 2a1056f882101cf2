"""The way to the station: its client, its process, the simulation."""
