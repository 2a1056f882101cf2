"""The fold, a part of an incident a file: what each event changes."""
