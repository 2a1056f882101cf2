"""Additional data about a caller (RAD-E), displayed by the schema that each source brings along."""
