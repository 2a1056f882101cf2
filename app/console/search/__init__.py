"""Search: what the station finds among closed incidents, under the queue's own rows (docs/operator.md#e2, F3)."""
