"""Text → `Speech`: outline, tasks, words, terms and quotations; pure, no drawing."""

from kit.speech.leading import leading_verb
from kit.speech.loading import (
    checksum,
    decode,
    load_speech,
    parse,
    read_text,
)
from kit.speech.records import (
    Correction,
    Doubt,
    Node,
    Passage,
    Segment,
    Speech,
    Task,
    as_passage,
)
from kit.speech.source import Lexicon, Source, Term
from kit.speech.verbs import ACTIONS, OTHER, kind_of_action
from kit.speech.wording import chinese_number, find_quote, fold

__all__ = [
    "ACTIONS",
    "OTHER",
    "Correction",
    "Doubt",
    "Lexicon",
    "Node",
    "Passage",
    "Segment",
    "Source",
    "Speech",
    "Task",
    "Term",
    "as_passage",
    "checksum",
    "chinese_number",
    "decode",
    "find_quote",
    "fold",
    "kind_of_action",
    "leading_verb",
    "load_speech",
    "parse",
    "read_text",
]
