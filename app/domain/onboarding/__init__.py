"""What RapidSOS asks of a partner before Data Share is switched on (contract 3.6)."""
