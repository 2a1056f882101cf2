"""The wall view: how the floor stands, to be read from 3 m by a room, without anybody's name or number."""
