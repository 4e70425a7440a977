"""Labels beside their places, moved as little as will keep them apart."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise


def apart(wanted: Sequence[float], heights: Sequence[float], limit: float) -> tuple[float, ...]:
    """Return middles near the wanted ones (which ascend) so that no two labels overlap.

    All lie between 0 and `limit` if they have room; the sum of the squared shifts is the least.

    >>> apart([1, 2, 9], [2, 2, 2], 10)
    (1.0, 3.0, 9.0)
    """
    offsets = [0.0]
    for one, other in pairwise(heights):
        offsets.append(offsets[-1] + (one + other) / 2)
    groups: list[tuple[float, int]] = []  # mean, size: ascending means, so no two cross
    for place, offset in zip(wanted, offsets, strict=False):
        mean, size = place - offset, 1
        while groups and groups[-1][0] > mean:
            before, many = groups.pop()
            mean = (mean * size + before * many) / (size + many)
            size += many
        groups.append((mean, size))
    if not heights:
        return ()
    lowest = heights[0] / 2
    highest = max(lowest, limit - offsets[-1] - heights[-1] / 2)
    starts = [min(max(mean, lowest), highest) for mean, size in groups for _ in range(size)]
    return tuple(start + offset for start, offset in zip(starts, offsets, strict=True))
