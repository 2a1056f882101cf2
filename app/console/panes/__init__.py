"""Panes that stand in the window or in windows of their own, and can always be put back."""
