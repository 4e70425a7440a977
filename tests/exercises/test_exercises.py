"""Practice made by rule: it passes as a paper, says nothing untrue, and is the same again."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kit.errors import KitError
from kit.exercises import RULES, gather, generate, mark_generated
from kit.library import DEFAULT_SET, study_set
from kit.quiz import Option, Paper, Question, grade, parse_paper
from kit.quiz.lint import check_papers
from kit.quiz.writing import write_paper
from kit.speech import Passage, Source, Speech, find_quote, load_speech, parse
from kit.speech.wording import full_width, numeral, quoted

SPEECH = load_speech(study_set(DEFAULT_SET))
PASSAGES = [
    SPEECH.whole(),
    *(SPEECH[node.id] for node in SPEECH.nodes),
    *(paragraph for node in SPEECH.nodes for paragraph in SPEECH[node.id].paragraphs),
]
SEEDS = st.integers(0, 10**6)


def told(questions: tuple[Question, ...], speech: Speech) -> list[str]:
    """Return what reading and lint have to say about questions written as a paper."""
    paper = parse_paper(
        write_paper("练习", questions, speech=speech), speech, name="练习", shown="练习.md"
    )
    assert [replace(each, path="", line=0) for each in paper.questions] == list(questions)
    return [str(each) for each in check_papers([paper], speech)]


def perfect(question: Question) -> object:
    """Return the response that a question's own key is."""
    return {
        "single": question.keys[0] if question.keys else None,
        "multiple": list(question.keys),
        "fill": [accepted[-1] for accepted in question.answers],
        "numeric": [accepted[-1] for accepted in question.answers],
        "order": list(range(len(question.order))),
        "match": list(range(len(question.pairs))),
    }[question.kind]


@settings(max_examples=120)
@given(st.sampled_from(PASSAGES), SEEDS, st.integers(1, 24))
def test_a_paper_of_generated_questions_has_no_fault_and_no_warning(
    passage: Passage, seed: int, number: int
) -> None:
    questions = generate(passage, number=number, seed=seed)
    assert len(questions) <= number
    if questions:
        assert told(questions, passage.speech) == []


@settings(max_examples=60)
@given(st.sampled_from(PASSAGES), SEEDS)
def test_all_are_marked_and_quote_the_passage_they_were_made_from(
    passage: Passage, seed: int
) -> None:
    for question in generate(passage, number=12, seed=seed):
        assert question.generated
        assert question.explanation.endswith("。")
        assert question.evidence
        for each in question.evidence:
            assert SPEECH.text[each.start : each.end] == each.quote
            assert passage.start <= each.start
            assert each.end <= passage.end
        assert grade(question, perfect(question)).outcome == "right"


@given(st.sampled_from(PASSAGES), SEEDS)
def test_the_same_seed_gives_the_same_questions(passage: Passage, seed: int) -> None:
    assert generate(passage, number=6, seed=seed) == generate(passage, number=6, seed=seed)


def test_another_process_gives_the_same_questions() -> None:
    code = (
        "from kit.library import study_set; from kit.speech import load_speech\n"
        "from kit.exercises import generate\n"
        f"speech = load_speech(study_set('{DEFAULT_SET}'))\n"
        "print(*[each.id for each in generate(speech, number=12, seed='甲')])"
    )
    run = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True
    )
    assert run.stdout.split() == [each.id for each in generate(SPEECH, number=12, seed="甲")]


def test_the_order_of_options_makes_no_other_question_and_another_key_does() -> None:
    options = (Option("甲", True), Option("乙", False), Option("丙", False))
    question = mark_generated(Question("", "single", "哪一项？", options))
    turned = mark_generated(Question("", "single", "哪一项？", options[::-1]))
    other = (Option("甲", False), Option("乙", True), Option("丙", False))
    assert question.generated
    assert re.fullmatch("g[a-z]{5}[0-9]{3}", question.id)
    assert turned.id == question.id
    assert mark_generated(Question("", "single", "哪一项？", other)).id != question.id


@pytest.mark.parametrize("kind", sorted(set(RULES) - {"number"}))
def test_every_rule_but_one_has_something_to_ask_about_the_built_in_speech(kind: str) -> None:
    questions = generate(SPEECH, number=5, seed=1, kinds=[kind])
    expected = {"contents": "multiple", "match": "match", "term": "fill"}.get(kind, "single")
    assert questions
    assert {each.kind for each in questions} == {expected}


def test_a_number_is_asked_for_where_its_part_has_another_of_the_unit() -> None:
    speech = parse(OTHER["two numbers of one unit"])
    questions = generate(speech, number=5, seed=1, kinds=["number"])
    assert {each.answers[0][0] for each in questions} == {"120", "8"}
    for question in questions:
        (mistake,) = question.wrong
        assert mistake.texts == (("8",) if question.answers[0][0] == "120" else ("120",))
        assert grade(question, list(mistake.texts)).outcome == "wrong"


@settings(max_examples=30)
@given(SEEDS)
def test_what_is_said_to_be_a_part_s_task_is_and_nothing_else_is(seed: int) -> None:
    titles = {full_width(node.title): node for node in SPEECH.nodes}
    for question in generate(SPEECH, number=20, seed=seed, kinds=["place", "contents"]):
        (node,) = {each.node for each in question.evidence}
        assert node is not None
        part = SPEECH.node(node)
        for option in question.options:
            if option.text in titles:
                assert option.correct == (titles[option.text].id == node)
            else:
                places = find_quote(SPEECH, option.text)
                assert len(places) == 1
                assert option.correct == (part.start <= places[0][0] < part.end)


@settings(max_examples=30)
@given(SEEDS)
def test_what_a_task_is_about_stands_in_the_part_asked_about_and_the_others_do_not(
    seed: int,
) -> None:
    for question in generate(SPEECH, number=20, seed=seed, kinds=["object", "misquote"]):
        (evidence,) = question.evidence
        assert evidence.node is not None
        part = SPEECH.node(evidence.node)
        words = full_width(SPEECH.text[part.start : part.end])
        assert [option.text in words for option in question.options] == [
            option.correct for option in question.options
        ]
        assert all(option.feedback for option in question.options if not option.correct)


def test_every_wrong_option_is_told_where_it_belongs() -> None:
    for question in generate(SPEECH, number=40, seed=3):
        for option in question.options:
            assert option.correct or any(word in option.feedback for word in ("任务", "要", "出自"))


def test_the_scope_that_the_text_itself_contrasts_is_asked_for() -> None:
    (question,) = generate(SPEECH, number=5, seed=1, kinds=["scope"])
    assert {option.text for option in question.options} == {"各类企业", "民营企业"}
    assert question.level == "understand"


def test_questions_say_their_tier_and_level() -> None:
    questions = generate(SPEECH, number=40, seed=3)
    assert {each.tier for each in questions} == {"core", "further"}
    assert {each.level for each in questions} == {"remember", "understand"}


@pytest.mark.parametrize(
    "clause",
    [
        "他提出三点要求：",  # leads a list
        "并建立健全街道巡查工作机制",  # leans on the clause before it
        "依托国家历史文化名城和旅游试点城市",  # a means
        "鼓励企业针对市场的各种需求",  # breaks off
        "增强各类市场主体的自觉性",  # what comes of a task
        "新增数量均居全省第一位",  # what is there already
        "国务院机构改革的具体方案",  # no task
    ],
)
def test_what_is_no_task_by_itself_is_no_option(clause: str) -> None:
    text = (
        f"一、种树\n一是种好街边的树。引进校门两侧的行道树种，{clause}，改造广场四周的绿地。\n"
        "二是修好河边的路。建设河边的透水砖道，更换并升级路灯，清理岸边的堆积杂物。\n"
        "三是办好身边的事。开放社区的公共食堂，改造老旧的供水管道，建设便民的停车场地。\n"
    )
    questions = generate(parse(text), number=30, seed=1)
    assert questions
    said = [option.text for each in questions for option in each.options]
    said += [side for each in questions for pair in each.pairs for side in pair]
    assert not [each for each in said if clause.strip("：") in each]


@settings(max_examples=30)
@given(SEEDS)
def test_pairs_belong_together(seed: int) -> None:
    for question in generate(SPEECH, number=20, seed=seed, kinds=["match"]):
        starts = [each.start for each in question.evidence]
        assert starts == sorted(starts)
        for (left, right), each in zip(question.pairs, question.evidence, strict=True):
            assert right in full_width(each.quote)
            assert each.node is not None
            assert full_width(SPEECH.node(each.node).title) == left


@settings(max_examples=30)
@given(st.sampled_from(PASSAGES), SEEDS)
def test_no_question_shows_what_another_asks_to_fill_in_at_the_same_place(
    passage: Passage, seed: int
) -> None:
    questions = generate(passage, number=20, seed=seed)
    for asked in questions:
        for other in questions:
            shown = "\n".join(
                [other.stem, *other.order, *(option.text for option in other.options)]
                + [side for pair in other.pairs for side in pair]
            )
            near = any(
                one.start < two.end and two.start < one.end
                for one in asked.evidence
                for two in other.evidence
            )
            if asked is not other and near:
                assert not any(accepted[0] in shown for accepted in asked.answers)


def test_a_rule_that_is_not_there_is_named_with_those_that_are() -> None:
    with pytest.raises(KitError, match="没有名为“essay”的出题规则") as raised:
        generate(SPEECH, kinds=["essay"])
    assert "misquote、object" in raised.value.remedy


@pytest.mark.parametrize("number", [0, -1])
def test_no_question_is_asked_for(number: int) -> None:
    assert generate(SPEECH, number=number) == ()


@pytest.mark.parametrize("text", ["", " \n\n　", "。", "一、", "甲乙丙"])
def test_a_text_with_nothing_to_ask_about_gives_nothing(text: str) -> None:
    assert generate(parse(text)) == ()


OTHER = {
    "items and sub-items": (
        "1.抓好粮食生产\n（1）稳定播种面积8600万亩，推广节水灌溉技术，完善仓储设施网络。\n"
        "（2）增加农民收入，发展乡村特色产业，培训新型职业农民3.5万人。\n"
        "2.办好民生实事\n（1）新建公办幼儿园120所，改造老旧小区，增设社区养老床位。\n"
        "（2）扩大医疗保险覆盖范围，推进分级诊疗改革，降低常用药品价格。\n"
        "3.守护绿水青山\n（1）关停小造纸企业，治理黑臭水体，恢复湿地6000亩。\n"
    ),
    "spoken numbering": (
        "同志们，下面我讲三点意见。\n第一，要把教室建好。今年要修缮屋顶，更换门窗，添置图书八千册。\n"
        "第二，要把老师请来。要提高津贴标准，安排周转宿舍，组织骨干轮流支教。\n"
        "第三，要把孩子留住。要开办寄宿食堂，配备校车12辆，走访每一户家庭。\n我的话完了。"
    ),
    "no outline": (
        "春耕时节，全县干部下到田间地头，帮助农户检修水泵、农机、大棚和烘干设备。"
        "县里拿出专项资金2600万元，补贴早稻育秧，奖励种粮大户，兜底收购余粮。\n"
        "省农科院的专家住进村里，教大家辨认病虫害，配制营养土，掌握插秧深浅。"
    ),
    "two numbers of one unit": (
        "一、民生\n一是办好身边的事。今年新建公办幼儿园120所，改造乡镇卫生院8所。\n"
        "二是修好河边的路。铺设河边的透水砖道，更换破损的路灯灯杆。\n"
    ),
    "marks of a paper in the text": (
        "一、总则\n一是写清楚 = 与 |。"
        "二是写上**加粗**的字,再写____四个下划线,还有[x]和<b>标记</b>。\n"
        "三是写上[链接](a.md)的样子,写上&amp;的样子,写上> 依据：的样子。"
    ),
}


@pytest.mark.parametrize("text", OTHER.values(), ids=OTHER)
def test_other_texts_give_sound_questions_or_none(text: str) -> None:
    speech = parse(text, name="别的", source=Source(title="别的", path="别的.txt"))
    for seed in range(3):
        questions = generate(speech, number=15, seed=seed)
        if questions:
            assert told(questions, speech) == []


PIECES = st.sampled_from(
    [
        *["一、", "二、", "（一）", "（二）", "1.", "2.", "一是", "二是", "三是", "一要", "二要"],
        *["第一，", "第二，", "首先，", "\n", "\n", "\n", "，", "，", "。", "。", "；", "、", "、"],
        *[
            "抓好粮食生产",
            "推广节水灌溉技术",
            "“压舱石”",
            "（县、区）",
            "六个必须",
            "2021年",
            "3.5%",
        ],
        *[
            "增加农民收入",
            "增加农民收入",
            "没有",
            "**",
            "____",
            "=",
            "|",
            "[x]",
            "“",
            "”",
            "<b>",
            "《",
        ],
    ]
)


@settings(max_examples=150)
@given(st.lists(PIECES, max_size=60).map("".join) | st.text(max_size=60), SEEDS)
def test_any_text_at_all_gives_sound_questions_or_none(text: str, seed: int) -> None:
    speech = parse(text)
    questions = generate(speech, number=12, seed=seed)
    if questions:
        assert told(questions, speech) == []


@given(st.text())
def test_full_width_marks_change_no_length(text: str) -> None:
    assert len(full_width(text)) == len(text)
    assert len(quoted(text)) == len(text) + 2


def test_numbers_are_read_as_they_are_spoken() -> None:
    assert [numeral(each) for each in (0, 2, 10, 11, 20, 99)] == [
        *["零", "二", "十", "十一", "二十", "九十九"]
    ]


def test_a_paper_of_generated_questions_can_be_read_and_asked(
    read: Callable[[str], Paper],
) -> None:
    paper = read(write_paper("练习", generate(SPEECH, number=10), speech=SPEECH))
    assert paper.faults == ()
    assert all(each.generated for each in paper.questions)


def test_no_question_asks_for_the_units_of_a_note() -> None:
    note = "（责任单位：民政局、财政局、水务局、审计局）"
    body = f"建立社区巡查台账，推进绿化、亮化、净化、美化工程。{note}开展上门入户讲解{note}。"
    other = "引进校门两侧的行道树种，改造广场四周的绿地。"
    speech = parse(
        f"一、总\n一是建立机制。{body}\n二是种好树。{other}\n三是修路。建设河边的透水砖道。\n"
    )
    spans = [span for sentence in gather(speech.whole()).sentences for span in sentence]
    assert not [span for span in spans if "民政" in speech.text[slice(*span)]]
    questions = generate(speech.whole(), number=20, seed=1)
    assert questions
    assert not [each for each in questions if "民政" in str(each)]


def test_material_narrowed_to_a_passage_gives_what_the_passage_gives() -> None:
    whole = gather(SPEECH.whole())
    for node in SPEECH.leaves()[::5]:
        passage = Passage(SPEECH, node.start, node.end, node)
        assert whole.within(passage) == gather(passage)
        asked = generate(whole.within(passage), number=6, seed=node.id)
        assert asked == generate(passage, number=6, seed=node.id)
