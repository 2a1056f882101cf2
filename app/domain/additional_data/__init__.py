"""What is known about a caller: RAD-E's answers, drawn from each source's own schema and never from ours."""
