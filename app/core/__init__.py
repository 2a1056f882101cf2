"""What every part may use: clock, tasks, logging, paths, errors, ids and the keyring."""
