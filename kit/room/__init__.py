"""A session led live in a room: the leader's slides, questions to phones, answers kept at once.

`kit room` runs it, on a port of its own; tornado, segno and the database are loaded by that command
alone.
"""
