"""Search: what an operator's line asks for, what of an incident answers it, and how the answer travels."""
