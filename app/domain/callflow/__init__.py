"""Callflows, which RapidSOS runs for the center: definitions, form, trigger and outcome, status messages.

``definition_file`` and ``form`` check variables with jsonschema, whose import costs some 70 ms: a console imports these
two after its first paint. All other modules here are free of it.
"""
