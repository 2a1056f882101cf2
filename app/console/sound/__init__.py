"""Sound: which tones, on which speaker, and the proof that they were rendered (docs/operator.md#e3)."""
