"""The incident pane: who is calling, where they are, what happened, what came over the wire."""
