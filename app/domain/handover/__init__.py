"""The handover sheet: what the next shift must know, and who signed that they were told (docs/operator.md#b-9)."""
