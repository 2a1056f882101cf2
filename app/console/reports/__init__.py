"""Reports: answering times and alarm rates of a period, as table, picture and file.

See docs/operator.md#c-1, #c-6 to #c-9.
"""
