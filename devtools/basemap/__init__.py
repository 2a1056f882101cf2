"""Makes the built-in base map out of freely licensed packages (README.md beside this file)."""
