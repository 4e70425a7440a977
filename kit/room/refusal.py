"""That what a phone or the leader asks of a room is not done."""

from __future__ import annotations


class RefusedError(ValueError):
    """It cannot be done, or not now; its text is a Chinese sentence for whoever asked."""
