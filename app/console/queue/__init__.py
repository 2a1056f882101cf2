"""The queue: every open incident, the most urgent first."""
