"""Basics that every part of the program may use: clock, tasks, logging, paths, errors, ids and the keyring."""
