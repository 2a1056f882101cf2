"""The main window: layout, panes, status bar, alarm bar, menu."""
