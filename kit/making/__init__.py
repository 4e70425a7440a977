"""A study set from any speech: its seeds, papers and lessons as far as a rule can make them."""

from kit.making.made_set import make_set

__all__ = ["make_set"]
