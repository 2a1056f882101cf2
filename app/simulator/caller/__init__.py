"""The pretend people who call 911: where they are, how they move, what their numbers are."""
