"""Controls drawn by hand, so that they match the sheet of components (screens, picture 09)."""
