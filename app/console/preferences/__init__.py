"""Preferences: the station's settings and this console's own, with where each comes from (issue 7, point 4)."""
