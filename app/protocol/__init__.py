"""What station and console share on the wire."""
