"""Answers and notes kept over days, reviews planned from answers, and what is known by now.

Nothing leaves the machine, and nothing but attempts and notes is kept: whatever else is shown is
worked out from them anew. SQLAlchemy and FSRS are loaded with their first use, not with this
package.
"""

from kit.progress.attempts import Attempt, Session, content_hash, graded_anew
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
from kit.progress.note_store import (
    LONGEST_NOTE,
    NoteVersion,
    kept_notes,
    merge_notes,
    note_id,
    note_versions,
    write_note,
)
from kit.progress.planning import DAILY_NEW, CalendarDay, PlannedDay, review
from kit.progress.record_file import from_text, to_text
from kit.progress.scheduling import Card, local_day, schedule
from kit.progress.sitting_states import forget_states, keep_state, kept_state
from kit.progress.store import Keeper, KeepResult, Store

__all__ = [
    "DAILY_NEW",
    "DATABASE_VARIABLE",
    "LONGEST_NOTE",
    "Attempt",
    "CalendarDay",
    "Card",
    "ConfidentError",
    "KeepResult",
    "Keeper",
    "Level",
    "Mastery",
    "NoteVersion",
    "Overview",
    "PlannedDay",
    "Session",
    "Store",
    "by_node",
    "by_part",
    "content_hash",
    "default_file",
    "forget_states",
    "from_text",
    "graded_anew",
    "keep_state",
    "kept_notes",
    "kept_state",
    "local_day",
    "merge_notes",
    "note_id",
    "note_versions",
    "overview",
    "review",
    "schedule",
    "to_text",
    "write_note",
]
