"""The manual: pages that come with the program, read here with F1, searched, and written as PDF."""
