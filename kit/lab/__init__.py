"""A whole study set: check it, keep the learner's copy of it, open it in JupyterLab."""

from kit.lab.check import check_set
from kit.lab.reading_room import in_place, prepare, run, trust, update

__all__ = ["check_set", "in_place", "prepare", "run", "trust", "update"]
