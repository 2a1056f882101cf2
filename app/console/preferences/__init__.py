"""Preferences: the station's settings and this console's own, with where each comes from (docs/operator.md#e5)."""
