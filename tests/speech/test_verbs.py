"""Which verb leads a task, and kinds of action whose names are true of their tasks."""

from __future__ import annotations

import pytest

from kit.speech.leading import leading_verb
from kit.speech.verbs import ACTIONS, OTHER, VERBS, kind_of_action


@pytest.mark.parametrize(
    ("task", "action"),
    [
        ("推动垃圾分类", "推进开展"),
        ("扩大覆盖面", "加强提升"),
        ("守住安全底线", "坚持落实"),
        ("出台管理办法", "建设培育"),
        ("整治占道经营", "惩治规范"),
        ("减少审批环节", OTHER),
        ("遏制重大事故", OTHER),
        ("防范金融风险", OTHER),
        ("拆除违章建筑", OTHER),
        ("维护合法权益", OTHER),
        ("把质量放在首位", OTHER),
        ("把群众满意作为标准", OTHER),
        ("付出更多努力", OTHER),
        ("对标先进地区", OTHER),
        ("接受社会监督", OTHER),
        ("仰望星空", OTHER),
    ],
)
def test_the_name_of_its_kind_is_true_of_a_task(task: str, action: str) -> None:
    assert kind_of_action(leading_verb(task)) == action


def test_a_verb_is_of_one_kind() -> None:
    listed = [verb for verbs in ACTIONS.values() for verb in verbs]
    assert len(listed) == len(set(listed))
    assert set(listed) < VERBS
    assert all(kind_of_action(verb) == OTHER for verb in VERBS - set(listed))
