"""The inspector: every request that came to the listener, what became of it, and what would become of it again."""
