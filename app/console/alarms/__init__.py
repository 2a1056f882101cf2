"""What this center's own alarms say on the screen, to the taskbar and to screen readers."""
