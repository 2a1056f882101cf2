"""The inward half: what a Data Share request must be, how it is signed, how long its feeds may answer."""
