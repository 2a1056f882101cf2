"""What the operator sees. Qt lives here and nowhere else."""
