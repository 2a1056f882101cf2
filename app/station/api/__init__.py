"""What consoles call."""
