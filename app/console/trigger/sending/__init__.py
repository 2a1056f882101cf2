"""The last look at a request, and the one control that sends it."""
