"""What became of a trigger, and what a person can still do about it."""
