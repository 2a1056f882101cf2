"""The wire to consoles and only that: four calls on loopback."""
