"""The incident report: a calm page to read, with the same facts as the files beside it."""
