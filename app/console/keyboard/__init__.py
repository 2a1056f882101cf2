"""The sheet of keys: seen, searched, printed and changed."""
