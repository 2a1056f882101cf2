"""A pretend RapidSOS over real HTTP on this machine's loopback; it imports nothing of ours.

RapidSOS publishes no shape for most of what is spoken here: every shape is a HOUSE shape (docs/contract.md#12), and
nothing that works against this simulator is thereby known to work against RapidSOS.
"""
