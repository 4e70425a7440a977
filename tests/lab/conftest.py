"""The small set to break."""

from tests.small_set import small_set

__all__ = ["small_set"]
