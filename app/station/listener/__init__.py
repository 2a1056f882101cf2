"""The door to RapidSOS: a hardened HTTP server and the handlers behind its paths."""
