"""What came to the listener, for technicians, and its replay without effect."""
