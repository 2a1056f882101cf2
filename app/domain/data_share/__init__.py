"""Data Shares, which RapidSOS sends to the center: body, signature, field mapping, and the feeds of a share."""
