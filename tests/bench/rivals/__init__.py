"""Receivers to compare with, and the client that loads them all alike."""
