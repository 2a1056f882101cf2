"""Calling somebody who does not look at the console: the three ways that an administrator may choose."""
