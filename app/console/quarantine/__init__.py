"""The quarantine: requests that were refused and kept, for a person to see and to take over (docs/contract.md#3.5)."""
