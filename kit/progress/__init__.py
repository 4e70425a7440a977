"""Answers kept over days, reviews planned from them, and what is known by now.

Nothing leaves the machine, and nothing but the attempts is kept: whatever is shown is worked out
from them anew. SQLAlchemy and FSRS are loaded with their first use, not with this package.
"""

from kit.progress.attempts import (
    Attempt,
    Confidence,
    Outcome,
    Session,
    attempt_from,
    content_hash,
)
from kit.progress.exchange import from_text, to_text
from kit.progress.keeper import Keeper, KeepResult
from kit.progress.mastery import (
    ENOUGH,
    CalendarDay,
    ConfidentError,
    Level,
    Mastery,
    by_node,
    by_part,
    calendar,
    confident_errors,
    weak_spots,
)
from kit.progress.memory import LONGEST, Forgetting, Memory, Rating, rating
from kit.progress.overview import Overview, overview
from kit.progress.planning import (
    DAILY_NEW,
    PlannedDay,
    daily_number,
    day_plan,
    forecast,
    review,
    todays,
)
from kit.progress.schedule import Card, local_day, schedule
from kit.progress.store import DATABASE_VARIABLE, Merged, Store, default_file

__all__ = [
    "DAILY_NEW",
    "DATABASE_VARIABLE",
    "ENOUGH",
    "LONGEST",
    "Attempt",
    "CalendarDay",
    "Card",
    "Confidence",
    "ConfidentError",
    "Forgetting",
    "KeepResult",
    "Keeper",
    "Level",
    "Mastery",
    "Memory",
    "Merged",
    "Outcome",
    "Overview",
    "PlannedDay",
    "Rating",
    "Session",
    "Store",
    "attempt_from",
    "by_node",
    "by_part",
    "calendar",
    "confident_errors",
    "content_hash",
    "daily_number",
    "day_plan",
    "default_file",
    "forecast",
    "from_text",
    "local_day",
    "overview",
    "rating",
    "review",
    "schedule",
    "to_text",
    "todays",
    "weak_spots",
]
