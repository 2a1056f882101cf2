"""Where the caller is, in words and numbers, and how old each of them is."""
