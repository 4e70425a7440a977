"""A phone in a room, used as whoever holds it does."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from kit.quiz import Question

PATIENCE = 15_000

# What is too small to be hit or read, and whether anything is wider than the screen.
_TOO_SMALL = """() => {
  const seen = (each) => each.getClientRects().length > 0;
  const name = (each) => each.outerHTML.slice(0, 100);
  const touched = [...document.querySelectorAll("button, a, input, textarea, summary, .grip")]
    .filter(seen)
    .filter((each) => {
      const { width, height } = (each.closest("label.choice") || each).getBoundingClientRect();
      return width < 44 || height < 44;
    });
  const read = [...document.querySelectorAll("body *")].filter(seen).filter((each) =>
    [...each.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim()) &&
    parseFloat(getComputedStyle(each).fontSize) < 16);
  const wide = document.documentElement.scrollWidth > innerWidth ? ["wider than the screen"] : [];
  return [...touched.map(name), ...read.map(name), ...wide];
}"""


@dataclass
class Phone:
    """One phone, and all that its page was sent; none of its scripts may fail."""

    context: BrowserContext
    page: Page
    heard: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    @classmethod
    def new(
        cls,
        chromium: Browser,
        address: str,
        *,
        size: tuple[int, int] = (390, 760),
        scheme: Literal["light", "dark"] = "light",
        lacking: str = "",
    ) -> Phone:
        """Return a phone that has opened the page; a script takes away what it is ``lacking``."""
        context = chromium.new_context(
            locale="zh-CN",
            viewport={"width": size[0], "height": size[1]},
            has_touch=True,
            is_mobile=True,
            color_scheme=scheme,
        )
        context.set_default_timeout(PATIENCE)
        if lacking:
            context.add_init_script(lacking)
        phone = cls(context, context.new_page())
        phone.page.on("pageerror", lambda error: phone.faults.append(str(error)))
        phone.listen(phone.page)
        phone.page.goto(address)
        return phone

    def close(self) -> None:
        self.context.close()
        assert self.faults == []

    def listen(self, page: Page) -> None:
        def take(payload: str | bytes) -> None:
            self.heard.append(payload if isinstance(payload, str) else payload.decode())

        page.on("websocket", lambda socket: socket.on("framereceived", take))

    @property
    def main(self) -> Locator:
        return self.page.locator("main")

    @property
    def choices(self) -> Locator:
        return self.page.locator(".choice")

    def choose(self, *numbers: int) -> None:
        """Choose options; the numbers are those of the paper, which the room shows as they are."""
        for number in numbers:
            self.choices.nth(number).click()

    def write(self, text: str) -> None:
        self.page.get_by_role("textbox").fill(text)

    def send(self) -> None:
        """Press the button, which is in sight wherever the page is scrolled to."""
        expect(self.page.locator("#send")).to_be_in_viewport(ratio=1)
        self.page.locator("#send").click()

    def sees(self, text: str) -> None:
        expect(self.main).to_contain_text(text, timeout=PATIENCE)

    def does_not_see(self, text: str) -> None:
        expect(self.main).not_to_contain_text(text)

    def is_told(self, text: str) -> None:
        expect(self.page.get_by_role("status")).to_contain_text(text, timeout=PATIENCE)

    def can_be_read_and_touched(self) -> None:
        assert self.page.evaluate(_TOO_SMALL) == []

    def answer(self, question: Question, *, right: bool) -> None:
        """Answer rightly, or with the first wrong option."""
        wrong = next(at for at in range(len(question.options)) if at not in question.keys)
        if question.kind == "multiple":
            self.choose(*(sorted(question.keys) if right else [wrong]))
            self.send()
        else:
            self.choose(*question.keys if right else [wrong])
        self.is_told("已送达")
