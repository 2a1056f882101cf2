"""The checklist of the shown incident: what to do next, what is done, by whom and when."""
