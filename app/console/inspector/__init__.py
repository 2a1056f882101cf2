"""The inspector (F12): all requests to the listener, one of them in full, and replays that leave no trace."""
