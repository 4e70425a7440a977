"""A page's style in as few bytes as it needs there."""

from __future__ import annotations

import re

_RULE = re.compile(
    r"(?P<media>@media[^{]*\{(?:[^{}]*\{[^{}]*\})*\})"
    r"|(?P<page>@page[^{]*\{(?:[^{}]|\{[^{}]*\})*\})"
    r"|[^{}]*\{[^{}]*\}"
)
_COMMA = re.compile(r",(?![^()]*\))")
_BRACKETS = re.compile(r"\([^()]*\)")
_NAMED = re.compile(r"kit-[\w-]+")
_CLASS = re.compile(r"\.(kit-[\w-]+)")
_VARIABLE = re.compile(r"(?<=[{;])(--kit-[\w-]+):[^;}]*;?")


def packed_style(style: str, html: str, script: str = "") -> tuple[str, str]:
    """Return the rules for what is in the HTML, and those for what the script adds.

    Left out are rules for classes that neither names, and variables that no rule uses.

    Args:
        style: rules without comments; nothing nested but rules in ``@media``.
        html: the page without its style and script.
        script: what the page runs, "" for nothing.
    """
    here = frozenset(_NAMED.findall(html))
    all_names = here | frozenset(_NAMED.findall(script))
    rules = [
        (_kept(rule, here), _kept(rule, all_names, but=here)) for rule in _RULE.finditer(style)
    ]
    static, added = ("".join(part) for part in zip(*rules, strict=True))
    while len(smaller := _without_unused(static, added)) < len(static):
        static = smaller
    names = dict.fromkeys(re.findall(r"--kit-[\w-]+", static))
    short = {name: f"--{number:x}" for number, name in enumerate(names)}
    return _short(static, short), _short(added, short)


def _kept(match: re.Match[str], named: frozenset[str], but: frozenset[str] | None = None) -> str:
    """Return a rule with the selectors that may find something (and did not do so already)."""
    if match["page"]:
        return match[0] if but is None else ""
    if match["media"]:
        head, _, rest = match[0].partition("{")
        inside = "".join(_kept(rule, named, but) for rule in _RULE.finditer(rest[:-1]))
        return f"{head}{{{inside}}}" if inside else ""
    selectors, _, said = match[0].partition("{")
    kept = [
        each
        for each in _COMMA.split(selectors)
        if _may_find(each, named) and not (but is not None and _may_find(each, but))
    ]
    return f"{','.join(kept)}{{{said}" if kept else ""


def _may_find(selector: str, named: frozenset[str]) -> bool:
    """Whether the page has what a selector asks for; what is in brackets may be a choice."""
    return named.issuperset(_CLASS.findall(_BRACKETS.sub("", selector)))


def _without_unused(style: str, more: str) -> str:
    used = frozenset(re.findall(r"var\((--kit-[\w-]+)", style + more))
    return _VARIABLE.sub(lambda each: each[0] if each[1] in used else "", style)


def _short(style: str, names: dict[str, str]) -> str:
    style = re.sub(r"(?<=[\w-]): (?=[^{}]*[;}])", ":", style)
    style = re.sub(r"--kit-[\w-]+", lambda each: names.get(each[0], each[0]), style)
    return re.sub(r'\[([\w-]+)="(\w+)"\]', r"[\1=\2]", style)
