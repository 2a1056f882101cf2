"""The pretend RapidSOS server: tokens, locations, additional data and callflow triggers (HOUSE shapes)."""
