"""How everything looks: colours, letters, icons, shapes, and outside text made plain."""
