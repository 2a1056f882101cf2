"""Asking RapidSOS for location and additional data while a share is available."""
