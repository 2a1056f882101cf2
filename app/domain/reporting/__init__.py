"""Reports: how fast shares were answered and how many alarms an operator had, from events without a word of callers."""
