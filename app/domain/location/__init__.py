"""Values of place and person: fixes, jurisdiction boxes, coordinates, phone numbers."""
