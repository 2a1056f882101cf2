"""The quarantine: requests that were refused and kept, for a person to see and to take over (contract 3.5)."""
