"""The console's end of the line to its station: finding it, starting it, keeping it, talking to it."""
