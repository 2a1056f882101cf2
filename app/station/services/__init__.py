"""What the station does: intake, commands, triggers, polling, escalation, retention."""
