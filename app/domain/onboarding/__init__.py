"""What RapidSOS asks of a partner before Data Share is switched on (docs/contract.md#3.6)."""
