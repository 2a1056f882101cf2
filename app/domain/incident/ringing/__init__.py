"""What rings, why, since when, and how it shall sound."""
