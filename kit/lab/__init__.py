"""A whole study set: check it, keep the learner's copy of it, open it in JupyterLab."""

from kit.lab.check import check_set
from kit.lab.open_already import open_address
from kit.lab.reading_room import prepare, run
from kit.lab.shortcut import write_shortcut
from kit.lab.trust import is_trusted, lessons_with_outputs, trust_content, trust_place
from kit.lab.work_copy import in_place, restore, update

__all__ = [
    "check_set",
    "in_place",
    "is_trusted",
    "lessons_with_outputs",
    "open_address",
    "prepare",
    "restore",
    "run",
    "trust_content",
    "trust_place",
    "update",
    "write_shortcut",
]
