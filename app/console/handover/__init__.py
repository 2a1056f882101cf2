"""Handing over: the sheet that both operators sign, and to whom open incidents go (docs/operator.md#b-9)."""
