"""RapidSOS out: its own access token, and what the station asks: location, additional data.

See docs/contract.md#2, #4, #5.
"""
