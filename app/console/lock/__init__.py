"""The lock: what is personal is hidden, alarms go on sounding and being counted (docs/operator.md#c-34)."""
