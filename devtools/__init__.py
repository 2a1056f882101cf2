"""What `dev.py` does: sets a checkout up, runs, checks, tests and packages it. Standard library only."""
