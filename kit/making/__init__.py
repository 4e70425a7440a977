"""A study set from any speech: its seeds, papers and lessons as far as a rule can make them."""

from kit.making.assembly import MadeSet, make_set

__all__ = ["MadeSet", "make_set"]
