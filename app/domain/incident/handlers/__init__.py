"""From a command to the events that it writes, or to a refusal."""
