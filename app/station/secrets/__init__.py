"""Secrets of the center, and the recovery copy of the key that opens its journal."""
