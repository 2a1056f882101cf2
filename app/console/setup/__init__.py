"""Sign-on, the first-run wizard and the drill."""
