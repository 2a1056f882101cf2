"""Proofs that a person asks for at the first run: each one is tried, and says what was seen (docs/operator.md#e1)."""
