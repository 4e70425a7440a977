"""Answers and notes kept over days, reviews planned from answers, and what is known by now.

Nothing leaves the machine, and nothing but attempts and notes is kept: whatever else is shown is
worked out from them anew. Here is what keeps; notes, plans and what is known are imported from
their modules. SQLAlchemy and FSRS are loaded with their first use, not with this package.
"""

from kit.progress.attempts import Attempt
from kit.progress.database import DATABASE_VARIABLE
from kit.progress.store import Keeper, Store

__all__ = ["DATABASE_VARIABLE", "Attempt", "Keeper", "Store"]
