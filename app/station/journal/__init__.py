"""The journal: everything that happened, on disk before anybody is told (docs/design.md#the-journal).

``journal.py`` is the door. ``decision.py`` has what an intent sees and says; ``errors.py`` what can go wrong.
Inside, one committer thread owns the write connection and a deciding book; readers have connections of their own.
"""
