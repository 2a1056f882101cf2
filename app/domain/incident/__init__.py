"""Incidents: their shares, events, commands, the projection of all events, and which of them need a person now."""
