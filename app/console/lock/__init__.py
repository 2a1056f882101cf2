"""The lock: what is personal is hidden, alarms go on sounding and being counted (operator.md c-34)."""
