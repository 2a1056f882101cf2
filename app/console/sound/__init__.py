"""Sound: which tones, on which speaker, and the proof that they were rendered (operator.md e3)."""
