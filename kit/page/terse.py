"""What the markup of a test says twice, said once: left out of a page, put back by its script."""

from __future__ import annotations

import re

_QUESTION = re.compile(r'(<section class="kit-question"[^>]*?) data-number="\d+"')
_OPTION = re.compile(
    r'<li data-number="(\d+)">(<label><input type="(?:radio|checkbox)" name="[^"]*" value="\1">)'
)
_PLACE = re.compile(
    r'(<section class="kit-question"(?:(?!</section>|<a href="#at-).)*?) data-place="([^"]*)"'
    r'((?:(?!</section>|<a href="#at-).)*<a href="#at-\d+">\2</a>)',
    re.DOTALL,
)
_TEXT = re.compile(r"(value=\"\d+\">(?:<b>[A-Z]\.</b>)?)<span>([^<]*)</span></label>")
_INTRO = re.compile(r'<details class="kit-intro">.*?</details>', re.DOTALL)
_KEYS = re.compile(r'"options":\[((?:\{"correct":(?:true|false)\},?)+)\]')
_FORM = re.compile(r'<form class="kit-test"(?=[^>]*>)')
_TYPED = ' autocapitalize="off" spellcheck="false"'

RESTORE = """\
for (const test of document.querySelectorAll(".kit-test")) {
test.querySelectorAll(".kit-question").forEach((section, at) => {
section.dataset.number = section.dataset.number ?? at + 1;
const link = section.querySelector(".kit-answer a");
section.dataset.place = section.dataset.place ?? link?.textContent ?? "";
for (const item of section.querySelectorAll(".kit-options li")) {
item.dataset.number = item.dataset.number ?? item.querySelector("input").value;
const text = item.querySelector("label").lastChild;
if (text.nodeType === Node.TEXT_NODE) {
text.replaceWith(Object.assign(document.createElement("span"), { textContent: text.data }));
}
}
const { keys, ...data } = JSON.parse(section.dataset.question);
if (keys) data.options = [...keys].map((key) => ({ correct: key === "1" }));
section.dataset.question = JSON.stringify(data);
});
}
"""
"""Puts back what :func:`terse` takes out; to be run before the tests are made live."""


def terse(html: str) -> str:
    """Return the HTML of a page's body whose tests a script has to complete by `RESTORE`.

    Nothing that a reader sees depends on it.
    """
    html = _QUESTION.sub(r"\1", html)
    html = _OPTION.sub(r"<li>\2", html)
    html = _PLACE.sub(r"\1\3", html)
    html = _TEXT.sub(r"\1\2</label>", html)
    html = _INTRO.sub(_Once(), html)
    html = _KEYS.sub(lambda options: f'"keys":"{_digits(options[1])}"', html)
    return _FORM.sub(rf"\g<0>{_TYPED}", html.replace(_TYPED, ""))


class _Once:
    """Gives back a text the first time, nothing when it comes again."""

    def __init__(self) -> None:
        self._seen: set[str] = set()

    def __call__(self, match: re.Match[str]) -> str:
        if match[0] in self._seen:
            return ""
        self._seen.add(match[0])
        return match[0]


def _digits(options: str) -> str:
    return re.sub(r'\{"correct":(true|false)\},?', lambda each: "01"[each[1] == "true"], options)
