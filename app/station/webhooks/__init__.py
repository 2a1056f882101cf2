"""The HTTP routes that RapidSOS calls."""
