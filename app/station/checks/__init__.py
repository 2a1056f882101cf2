"""Checks that an administrator can run: the public path, a signed sample, credentials."""
