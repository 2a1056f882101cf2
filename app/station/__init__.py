"""The station: the process without a window that receives, stores, polls and sends. No Qt."""
