"""This console among the other programs of the desktop: one window for each data directory, and a sign in the tray."""
