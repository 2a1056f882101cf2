"""What proves that a share came, and that the next one will."""
