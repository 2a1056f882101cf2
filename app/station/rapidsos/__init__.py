"""RapidSOS out: its own access token, and what the station asks: location, additional data (contract 2, 4, 5)."""
