"""The center's checklists: what an operator does with an incident, step by step (operator.md a, rows 9 to 12)."""
