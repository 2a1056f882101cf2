"""What RapidSOS may call."""
