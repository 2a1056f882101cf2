"""The center's checklists: what an operator does with an incident, step by step (docs/operator.md#a-9 to #a-12)."""
