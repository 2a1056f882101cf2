"""The station's commands on the command line."""
