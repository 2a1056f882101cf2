"""Requests to RapidSOS: the station's own access token, locations, additional data, callflows.

See docs/contract.md#2, #4, #5.
"""
