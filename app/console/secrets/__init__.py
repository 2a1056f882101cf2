"""Secrets and the recovery copy: which there are, put in and replaced, shown once or never (docs/design.md#sealing)."""
