"""What comes of an operator's wish: events, or a sentence that says why not."""
