"""The window and the panes in it: where they stand, in which window, and how often they repaint."""
