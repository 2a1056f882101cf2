"""Pictures of every state of the window that matters; ``python -m tests.shots [--out DIR]``."""
