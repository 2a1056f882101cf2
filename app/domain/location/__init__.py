"""Where a caller is and how to call back: fixes, jurisdiction boxes, coordinates, phone numbers."""
