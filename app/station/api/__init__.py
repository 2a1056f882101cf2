"""The HTTP interface that consoles of this computer call."""
