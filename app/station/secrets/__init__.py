"""Secrets and their recovery."""
