"""The inspector's side of the station: what came to the listener is remembered, told, and played again as a dry run."""
