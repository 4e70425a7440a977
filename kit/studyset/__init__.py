"""A whole study set: check it, keep the learner's copy of it, open it in JupyterLab."""

from kit.studyset.check import check_set
from kit.studyset.launch import prepare, run, trust
from kit.studyset.workcopy import in_place, update

__all__ = ["check_set", "in_place", "prepare", "run", "trust", "update"]
