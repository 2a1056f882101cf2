"""What is true: values and decisions as pure functions of (state, now). No I/O, no clock, no Qt."""
