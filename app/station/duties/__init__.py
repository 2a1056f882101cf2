"""What the station does with what comes in and with what people wish; one duty a file."""
