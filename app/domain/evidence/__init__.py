"""What proves that nothing was changed: the chain that all events hang on, and what an export shows of it."""
