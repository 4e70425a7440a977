"""Days as a learner reads them."""

from __future__ import annotations

from datetime import date

_NEAR = {0: "今天", 1: "明天", 2: "后天"}


def day_words(day: date, today: date) -> str:
    """Return a day with how far it is away, from today on; the year only where it is another.

    >>> day_words(date(2026, 3, 5), date(2026, 3, 4))
    '3月5日（明天）'
    >>> day_words(date(2027, 1, 2), date(2026, 12, 2))
    '2027年1月2日（31 天后）'
    """
    away = (day - today).days
    year = "" if day.year == today.year else f"{day.year}年"
    near = _NEAR.get(away, f"{away} 天后" if away > 0 else f"{-away} 天前")
    return f"{year}{day.month}月{day.day}日（{near}）"
