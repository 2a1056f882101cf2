"""The Timeline tab: every event of an incident in words, newest first, and the note box."""
