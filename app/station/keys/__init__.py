"""The station's secrets: where they come from, who may change them, and the copy to recover them by."""
