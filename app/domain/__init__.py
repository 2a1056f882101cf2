"""The domain: values and decisions as pure functions of a state and the time. No I/O, no clock, no Qt."""
