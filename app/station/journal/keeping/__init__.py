"""Keeping the journal: backups and restoring, verifying, rebuilding, and a reserve for a full disk."""
