"""Windows beside the main one: inspector, quarantine, reports, handover, manual, palette, shortcuts."""
