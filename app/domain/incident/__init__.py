"""What is open, who has it, what rings: incidents, their shares, events, commands, the book and the alarms."""
