"""Sealing: everybody may write, only the private key's owner reads what earlier runs wrote."""
