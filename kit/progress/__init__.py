"""Answers kept over days, reviews planned from them, and what is known by now.

Nothing leaves the machine, and nothing but the attempts is kept: whatever is shown is worked out
from them anew. SQLAlchemy and FSRS are loaded with their first use, not with this package.
"""

from kit.progress.attempts import Attempt, Session, content_hash, from_text, to_text
from kit.progress.database import DATABASE_VARIABLE, default_file
from kit.progress.mastery import (
    ConfidentError,
    Level,
    Mastery,
    Overview,
    by_node,
    by_part,
    overview,
)
from kit.progress.planning import DAILY_NEW, CalendarDay, PlannedDay, review
from kit.progress.scheduling import Card, local_day, schedule
from kit.progress.store import Keeper, KeepResult, Store

__all__ = [
    "DAILY_NEW",
    "DATABASE_VARIABLE",
    "Attempt",
    "CalendarDay",
    "Card",
    "ConfidentError",
    "KeepResult",
    "Keeper",
    "Level",
    "Mastery",
    "Overview",
    "PlannedDay",
    "Session",
    "Store",
    "by_node",
    "by_part",
    "content_hash",
    "default_file",
    "from_text",
    "local_day",
    "overview",
    "review",
    "schedule",
    "to_text",
]
