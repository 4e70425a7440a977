"""The faults of a set's seeds: the text and what is said about it."""

from __future__ import annotations

from collections.abc import Iterator

from kit.errors import Fault, KitError
from kit.library import StudySet
from kit.speech import Speech, checksum, find_quote, load_speech


def read_seeds(study_set: StudySet) -> tuple[Speech | None, tuple[Fault, ...]]:
    """Return a set's speech, or None where it cannot be read, and every fault of its seeds.

    A faulty glossary or dictionary does not keep papers and lessons from being looked over.
    """
    try:
        speech = load_speech(study_set)
    except KitError as error:
        fault = Fault.from_error(error, study_set.shown(study_set.seeds))
        try:
            return load_speech(study_set, words=False), (fault,)
        except KitError:
            return None, (fault,)
    return speech, tuple(_faults(study_set, speech))


def _faults(study_set: StudySet, speech: Speech) -> Iterator[Fault]:
    if speech.source.sha256.lower() != checksum(study_set.speech_file):
        yield Fault(
            study_set.shown(study_set.speech_file),
            1,
            "讲话原文与 source.toml 记录的 sha256 不一致。",
            "原文若被误改，请恢复；若确要更换，请更新 source.toml 中的 sha256。",
        )
    if not speech.leaves():
        what = "在讲话中没有找到“一、”“（一）”“一是”这样的编号。"
        remedy = "请核对这是不是讲话的正文；也可以在 source.toml 里用 [[outline]] 标出各部分。"
        yield Fault(study_set.shown(study_set.speech_file), 1, what, remedy, "warning")
    yield from _terms(study_set, speech)


def _terms(study_set: StudySet, speech: Speech) -> Iterator[Fault]:
    if not speech.terms:
        return
    lines = study_set.terms_file.read_text(encoding="utf-8").splitlines()
    shown = study_set.shown(study_set.terms_file)
    names: set[str] = set()
    for term in speech.terms:
        line = next((i for i, text in enumerate(lines, 1) if f'"{term.name}"' in text), 1)
        if term.name in names:
            yield Fault(shown, line, f"术语“{term.name}”写了两次。", "请删去一个。")
        names.add(term.name)
        if not any(find_quote(speech, form) for form in term.forms):
            yield Fault(
                shown,
                line,
                f"术语“{term.name}”没有在讲话中出现。",
                "请改用讲话中的写法，或在 aliases 中写上。",
            )
