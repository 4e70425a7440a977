"""Pages as sites make them and browsers save them: what is the article, and what is told of."""

from __future__ import annotations

from collections.abc import Callable
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from pathlib import Path

import pytest

from kit.errors import KitError
from kit.speech import parse
from kit.speech.documents import read_document

pytest.importorskip("lxml")

from kit.speech.web_pages import page_document

TITLE = "城西街道2031年工作会议讲话"
LEAD = "今天召开街道工作会议，主要任务是总结经验、部署工作，下面讲三点意见。"
HEADS = ["一、加强河道管护", "二、完善停车办法", "三、提升服务水平"]
TEXT = "各社区要压实责任，建立台账，及时报告情况；要坚持每周检查，严格考勤纪律，推动工作落到实处。"
LAST = "同志们，任务已经明确，请大家抓好落实。"
SAID = [LEAD, *(line for head in HEADS for line in (head, TEXT)), LAST]

MENU = "".join(
    f'<li><a href="/{name}">{name}</a></li>' for name in ("首页", "要闻", "公开", "互动")
)
WHERE = '<div class="crumb">当前位置：<a href="/">首页</a> &gt; <a href="/x">领导讲话</a></div>'
DATED = (
    "<div>发布时间：2031-02-03 10:20　来源：街道办　字号：[<a>大</a> <a>中</a> <a>小</a>]"
    "　浏览次数：<span>128</span>　<a>打印</a> <a>关闭</a> <a>分享</a></div>"
)
BELOW = (
    "<div>责任编辑：某某</div><div>【打印本页】【关闭窗口】</div>"
    '<div>上一篇：<a href="/1">某某通知</a></div><div>下一篇：<a href="/2">某某公告</a></div>'
    '<div><img src="qr.png">扫一扫在手机打开当前页</div>'
)
RELATED = (
    '<div class="related"><h3>相关链接</h3><ul>'
    + "".join(
        f'<li><a href="/{n}">某地召开第{n}次工作会议，部署重点任务</a></li>' for n in range(5)
    )
    + "</ul></div>"
)
FOOT = (
    "<div>主办单位：某某街道办事处　承办：某某中心</div>"
    "<div>某ICP备00000000号　某公网安备00000000000000号　网站标识码0000000000</div>"
)


def paragraphs(lines: list[str], tag: str = "p") -> str:
    return "".join(f"<{tag}>{line}</{tag}>" for line in lines)


def page(body: str, *, title: str = f"{TITLE}_某某街道办事处") -> str:
    return f"<!DOCTYPE html><html><head><title>{title}</title></head><body>{body}</body></html>"


def portal(article: str) -> str:
    """Return a page with all that a government's site puts round an article."""
    return page(
        f'<div class="header"><h2>某某街道办事处</h2><ul>{MENU}</ul></div>{WHERE}'
        f"<div class='main'><h1>{TITLE}</h1>{DATED}{article}{BELOW}{RELATED}</div>{FOOT}"
    )


def headed(before: str, after: str) -> str:
    """Return the article with each of its headings between two strings."""
    pieces = (f"{before}{x}{after}" if x in HEADS else f"<p>{x}</p>" for x in SAID)
    return f"<div>{''.join(pieces)}</div>"


FONTS = '<p style="text-indent:2em"><font face="仿宋"><span>{}</span><span>{}</span></font></p>'
FORM = (
    '<form method="post" action="a.aspx"><input type="hidden" value="x"><div id="content">{}</div>'
)
PARTS = "".join(f'<div class="sidebar"><h3>{x}</h3><p>{TEXT}</p></div>' for x in HEADS)
ITEMS = "".join(f"<li>{x[2:]}<p>{TEXT}</p></li>" for x in HEADS)
SHARE = '<div class="share"><a>微信</a><a>微博</a></div>'
BODIES: dict[str, str] = {
    "TRS_Editor": f'<div class="TRS_Editor">{paragraphs(SAID)}</div>',
    "UCAP-CONTENT": f'<div class="pages_content" id="UCAP-CONTENT">{paragraphs(SAID)}</div>',
    "an element of its own name": f"<ucapcontent>{paragraphs(SAID)}</ucapcontent>",
    "zoom": f'<div id="zoom">{paragraphs(["　　" + line for line in SAID])}</div>',
    "breaks only": '<div id="fontzoom">' + "<br><br>　　".join(SAID) + "</div>",
    "breaks in a cell": f"<table><tr><td>{'<br/>&nbsp;&nbsp;'.join(SAID)}</td></tr></table>",
    "divs for paragraphs": f"<div>{paragraphs(SAID, 'div')}</div>",
    "divs in divs": f"<div><div>{paragraphs([f'<div>{x}</div>' for x in SAID], 'div')}</div></div>",
    "spans with fonts": f"<div>{''.join(FONTS.format(x[:5], x[5:]) for x in SAID)}</div>",
    "an ASP.NET form": FORM.format(paragraphs(SAID)) + "</form>",
    "headings in tables": headed("<table><tbody><tr><td><b>", "</b></td></tr></tbody></table>"),
    "headings in lists": headed("<ul><li><strong>", "</strong></li></ul>"),
    "headings in sections": headed(
        '<section class="footer-title"><section>', "</section></section>"
    ),
    "headings with links": headed('<p><a href="#1">', "</a></p>"),
    "headings named comment": headed('<div class="comment">', "</div>"),
    "parts in side bars": f"<div><p>{LEAD}</p>{PARTS}<p>{LAST}</p></div>",
    "declared headings": headed("<h3>", "</h3>"),
    "numbers of a list": (
        f"<p>{LEAD}</p><ol style='list-style-type: cjk-ideographic'>{ITEMS}</ol><p>{LAST}</p>"
    ),
    "a share bar within": f"<div><p>{LEAD}</p>{SHARE}{paragraphs(SAID[1:])}</div>",
}


@pytest.mark.parametrize("body", BODIES)
def test_the_article_comes_whole_and_alone(body: str) -> None:
    assert page_document(portal(BODIES[body]), shown="a.html").text.split("\n") == [TITLE, *SAID]


def test_short_lines_above_the_first_sentence_stay_but_a_menu_does_not() -> None:
    top = paragraphs(["01", "河道管护", TEXT, "02", "停车办法", TEXT])
    read = page_document(page(f"<div>{top}</div>", title=""), shown="a.html")
    assert read.text.split("\n") == ["01", "河道管护", TEXT, "02", "停车办法", TEXT]
    menu = paragraphs(["首页", "要闻", "公开", "互动", "搜索"])
    read = page_document(page(menu + paragraphs(SAID), title=""), shown="a.html")
    assert read.text.split("\n") == SAID


PLAIN = [line for head in HEADS for line in (head, TEXT)]
OTHERS = {
    "a list of definitions": f"<dl>{''.join(f'<dt>{x}<dd>{TEXT}' for x in HEADS)}</dl>",
    "two containers": (
        f'<div class="TRS_Editor"><p>{HEADS[0]}</p><p>{TEXT}</p><p>{HEADS[1]}</p></div>'
        f'<div class="TRS_Editor">{paragraphs([TEXT, HEADS[2], TEXT])}</div>'
    ),
    "a last part among comments": (
        f"<div>{paragraphs([HEADS[0], TEXT, HEADS[1], TEXT])}"
        f'<div class="comment">{paragraphs([HEADS[2], TEXT])}</div></div>'
    ),
    "a table of contents above": (
        "<ul>" + "".join(f'<li><a href="#{x}">{x}</a></li>' for x in HEADS) + "</ul><div>"
        + "".join(f'<h2 id="{x}">{x}</h2><p>{TEXT}</p>' for x in HEADS) + "</div>"
    ),
    "a body named footer": f'<div class="footer-main">{paragraphs(PLAIN)}</div>',
}  # fmt: skip


@pytest.mark.parametrize("body", OTHERS)
def test_headings_at_the_edges_of_the_article_stay(body: str) -> None:
    read = page_document(page(OTHERS[body], title=""), shown="a.html")
    assert read.text.split("\n") == PLAIN


@pytest.mark.parametrize(
    "dated",
    [
        "2031-02-03 10:20 来源： 某某网",
        "2031年2月3日　阅读：12次",
        "时间：2031-02-03  作者：  新闻来源：  【字号：大 | 中 | 小】",
        "[ 发布日期：2031-02-03 ] 【打印】 【关闭】",
        "2031/02/03",
        "来源：某某办　发布人：管理员　浏览量：1",
    ],
)
def test_a_line_of_date_and_source_is_no_text_but_the_day_of_the_speech_is(dated: str) -> None:
    body = f"<p>{TITLE}</p><p>{dated}</p><p>（2031年2月3日）</p>{paragraphs(SAID)}"
    read = page_document(page(f'<div id="zoom">{body}</div>'), shown="a.html")
    assert read.text.split("\n") == [TITLE, "（2031年2月3日）", *SAID]


def test_what_an_office_puts_below_stays() -> None:
    attached = "附件：<a href='a.doc'>分工表.doc</a>"
    below = ["某某街道办事处", "2031年2月3日", attached, "（此件公开发布）"]
    read = page_document(page(f"<div>{paragraphs([*SAID, *below])}</div>"), shown="a.html")
    assert read.text.split("\n")[-4:] == [*below[:2], "附件：分工表.doc", below[3]]


def test_a_page_saved_as_one_file_is_read(tmp_path: Path) -> None:
    archive = MIMEMultipart("related")
    archive.attach(MIMEText(portal(BODIES["zoom"]), "html", "gb18030"))
    (tmp_path / "a.mhtml").write_bytes(archive.as_bytes())
    read = read_document(tmp_path / "a.mhtml", shown="a.mhtml")
    assert read.text.split("\n") == [TITLE, *SAID]


def nested_tables(article: str) -> str:
    return page(
        f"<table><tr><td><table><tr>{MENU.replace('li>', 'td>')}</tr></table></td></tr>"
        f"<tr><td>{WHERE}<table><tr><td width=200><ul>{MENU}</ul></td><td><table>"
        f"<tr><td class='title'>{TITLE}</td></tr><tr><td>{DATED}</td></tr>"
        f"<tr><td>{article}</td></tr></table></td></tr></table></td></tr><tr><td>{FOOT}</td></tr></table>"
    )


def wechat(article: str) -> str:
    return page(
        f'<div id="js_article"><h1 class="rich_media_title" id="activity-name">{TITLE}</h1>'
        '<div id="meta_content" class="rich_media_meta_list"><span>原创</span> <span>小编</span> '
        '<a href="javascript:void(0);">某某街道</a> <em>2031-02-03 10:20</em> <em>某省</em></div>'
        f'<div class="rich_media_content" id="js_content" style="visibility: hidden; opacity: 0; ">'
        f"<section><section><section>{article}</section></section></section>"
        '<p style="text-align:center"><span>长按识别二维码关注我们</span></p></div></div>'
        '<div class="rich_media_tool"><span>阅读原文</span><span>阅读 100</span></div>'
        "<div><p>微信扫一扫</p><p>关注该公众号</p><p>继续滑动看下一个</p></div>",
        title=TITLE,
    )


def with_columns(article: str) -> str:
    news = "".join(
        f'<div><h4><a href="/{n}">某地推进重点工作</a></h4>'
        "<p>某地日前召开会议，要求各部门抓紧推进，确保完成。</p></div>"
        for n in range(3)
    )
    return page(
        f"<nav><ul>{MENU}</ul></nav><main><article><h1>{TITLE}</h1>{DATED}{article}</article></main>"
        f'<aside class="sidebar"><h3>热门推荐</h3>{news}</aside><footer>{FOOT}</footer>'
    )


def flat(article: str) -> str:
    return page(f"<ul>{MENU}</ul>{WHERE}<h1>{TITLE}</h1>{DATED}{article}{BELOW}{FOOT}")


def with_news_below(article: str) -> str:
    news = paragraphs(["某地召开会议，部署工作，要求落实。", "某地开展检查，发现问题，立即整改。"])
    return page(f"<div><h1>{TITLE}</h1>{article}</div><div><div>其他新闻</div>{news}</div>{FOOT}")


def with_remarks(article: str) -> str:
    remarks = "".join(
        f"<div><span>网友{n}</span><p>这次会议开得好，要求很具体，希望真正落到实处。</p></div>"
        for n in range(3)
    )
    return page(
        f"<div><h1>{TITLE}</h1>{article}</div>"
        f'<div class="comments"><h3>网友评论</h3>{remarks}</div>{FOOT}'
    )


SHELLS: dict[str, Callable[[str], str]] = {
    each.__name__: each
    for each in (nested_tables, wechat, with_columns, flat, with_news_below, with_remarks)
}


@pytest.mark.parametrize("shell", SHELLS)
@pytest.mark.parametrize("body", ["TRS_Editor", "divs for paragraphs", "headings in sections"])
def test_what_stands_round_the_article_is_left_out(shell: str, body: str) -> None:
    read = page_document(SHELLS[shell](BODIES[body]), shown="a.html")
    assert read.text.split("\n") == [TITLE, *SAID]


def test_the_numbers_of_lists_are_written_as_a_browser_shows_them() -> None:
    item = "<li>甲甲甲甲</li>"
    lists = (
        f"<p>{LEAD}</p><ol start=3>{item}<li value=7>乙乙乙乙</li>{item}</ol><p>{TEXT}</p>"
        f"<ol reversed>{item}{item}</ol><ol type=a>{item}</ol><ol type=I>{item}</ol>"
        f"<ol style='list-style:none'>{item}</ol><p>{LAST}</p>"
        "<ol><li>外外外<ol><li>内内内</li></ol></li><li>2.自带编号</li></ol>"
    )
    read = page_document(page(f"<div>{lists}</div>"), shown="a.html")
    shown = "今天 3. 7. 8. 各社 2. 1. a. I. 甲甲 同志 1. 1. 2."
    assert " ".join(line[:2] for line in read.text.split("\n")) == shown


def test_a_table_of_data_has_a_line_a_row_and_one_of_layout_its_paragraphs() -> None:
    data = (
        "<table><tr><th>事项</th><th>时限</th></tr><tr><td>完善台账</td><td>六月</td></tr></table>"
    )
    layout = (
        f"<table><tr><td><p>甲，乙。</p><p>丙，丁。</p></td><td><p>{TEXT}</p></td></tr></table>"
    )
    read = page_document(page(f"<div><p>{LEAD}</p>{data}{layout}<p>{LAST}</p></div>"), shown="a")
    assert read.text.split("\n") == [
        *(LEAD, "事项　时限", "完善台账　六月", "甲，乙。", "丙，丁。", TEXT, LAST),
    ]  # fmt: skip


def test_text_between_the_cells_of_a_row_is_read() -> None:
    row = f"<tr>{SAID[0]}<td>{SAID[1]}</td>{SAID[2]}<br><td>{SAID[3]}</td></tr>"
    read = page_document(f"<html><body><div><table>{row}</table></div></body></html>", shown="a")
    assert read.text.replace("\n", "") == "".join(SAID[:4])


def test_what_is_left_out_is_named() -> None:
    body = (
        f"<div><h1>{TITLE}</h1>{paragraphs(SAID[:3])}<p style='display:none'>请勿复制</p>"
        f"<img src='a.png'>{paragraphs(SAID[3:])}</div>"
        "<div class='comments'><p>这次会议开得好，要求很具体，希望落到实处。</p></div>"
        f"<ul>{MENU}</ul>"
    )
    assert page_document(page(body), shown="a.html").left_out == (
        "正文以外的 1 段文字没有读入：“这次会议开得好，要求很具体，希望……”。",
        "网页上的菜单、链接、来源和页脚等（共 8 字）没有读入。",
        "网页上不显示的文字（共 4 字）没有读入：“请勿复制”。",
        "正文里的图片（1 处）没有读入。",
    )


def test_a_short_body_that_waits_for_a_script_is_read() -> None:
    hidden = '<div id="js_content" style="visibility: hidden; opacity: 0;">'
    body = f"<h1>{TITLE}</h1>{hidden}<section><p>今天会议开得很好。</p></section></div>"
    assert page_document(page(body), shown="a.html").text == f"{TITLE}\n今天会议开得很好。"


def test_short_lines_at_both_ends_of_a_text_are_the_text_s() -> None:
    bare = "<br>".join(["同志们：", *SAID, "谢谢大家！"])
    body = f"<div class='nav'>{MENU}</div><div><h1>{TITLE}</h1><font>{bare}</font></div>"
    assert page_document(page(body), shown="a").text.split("\n") == [
        *(TITLE, "同志们：", *SAID, "谢谢大家！"),
    ]  # fmt: skip


@pytest.mark.parametrize("name", ["comment", "news share", "footer-top", "sidebar-layout side"])
def test_names_around_the_whole_text_set_nothing_aside_but_those_within_do(name: str) -> None:
    first = "<ul><li><a href='#a'>第一，加强河道管护</a></li></ul>"
    body = (
        f"<ul class='menu'>{MENU}</ul><div class='{name}'><h1>{TITLE}</h1>"
        f"<div>大家好！</div>{first}"
        f"<p>{TEXT}</p><p>{LAST}</p><div class='pinglun'>网友评论：暂无评论</div></div>"
    )
    assert page_document(page(body, title="某某"), shown="a").text.split("\n") == [
        *(TITLE, "大家好！", "第一，加强河道管护", TEXT, LAST),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "last",
    [
        "<p><a href='#c'>{}</a></p>",
        "<div class='footer-t'>{}</div>",
        "<ul class='related'><li>{}</li></ul>",
        "<p><a name='c'><b>{}</b></a></p>",
    ],
)
def test_the_last_heading_stays_however_short_the_text_below_is(last: str) -> None:
    body = (
        f"<div><h1>{TITLE}</h1><p>一、总</p><p>{TEXT}</p>{last.format('二、分')}<p>要落实。</p></div>"
        f"<div class='related'><ol>{MENU}</ol></div>"
    )
    assert page_document(page(body), shown="a").text.split("\n") == [
        *(TITLE, "一、总", TEXT, "二、分", "要落实。"),
    ]  # fmt: skip


def test_a_text_with_one_long_paragraph_keeps_its_short_ones() -> None:
    said = ["大家好！", TEXT, "其次，要勤学。", "时间：每月一次", "勤能补拙。", "祝大家进步！"]
    body = (
        f"<ul>{MENU}</ul><div><h1>{TITLE}</h1>{DATED}<section>{paragraphs(said)}</section>{BELOW}</div>"
        f"{RELATED}{FOOT}"
    )
    assert page_document(page(body), shown="a").text.split("\n") == [TITLE, *said]


def test_a_numbered_heading_that_is_a_picture_is_read_and_other_pictures_are_told() -> None:
    heads = "".join(f"<p><img src='h.png' alt='{head}'></p><p>{TEXT}</p>" for head in HEADS)
    body = f"<h1>{TITLE}</h1><div><p>{LEAD}</p>{heads}<img src='b.jpg' alt='会场'></div>"
    read = page_document(page(body), shown="a")
    assert [line for line in read.text.split("\n") if line in HEADS] == HEADS
    assert read.left_out == ("正文里的图片（1 处）没有读入。",)


def test_a_page_without_a_text_is_told() -> None:
    with pytest.raises(KitError, match="没有正文"):
        page_document(page("<div id='app'></div><script>var a = '正文';</script>"), shown="a.html")


def test_the_parts_of_a_page_are_those_of_its_text() -> None:
    read = page_document(portal(BODIES["zoom"]), shown="a.html")
    assert [node.title for node in parse(read.text).nodes if node.marker] == [x[2:] for x in HEADS]
