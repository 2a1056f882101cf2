"""What a scenario file says, how it is read, and the order in which it happens."""
