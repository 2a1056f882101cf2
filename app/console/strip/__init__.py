"""The status strip: environment, counts, lamps, clocks, operator; always in sight."""
