"""What an operator does, and every class that needs the whole window."""
