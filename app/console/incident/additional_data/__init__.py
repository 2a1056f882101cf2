"""The Additional data tab: a card for each source, drawn from the source's own schema, and five kinds of nothing."""
