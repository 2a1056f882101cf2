"""The actions and their keys."""
