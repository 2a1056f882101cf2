"""Ctrl+K: everything by its name, without the mouse (docs/operator.md#e2)."""
