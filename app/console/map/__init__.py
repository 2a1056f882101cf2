"""The map pane: a folium page on a private scheme, fed with deltas over one bridge object."""
