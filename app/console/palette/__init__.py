"""Ctrl+K: everything by its name, without the mouse (operator.md e2)."""
