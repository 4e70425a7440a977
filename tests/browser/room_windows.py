"""Windows of a room's leader, and what is wrong with what they show."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Browser, Page, expect

PATIENCE_MS = 10_000

# What a room reads and is too small, or lies outside the slide or the screen.
BAD_TEXT = """() => {
  const stage = document.querySelector("#stage");
  const slide = stage.querySelector(".kit-slide");
  const [wide, high] = [slide.clientWidth + 1, slide.clientHeight + 1];
  const bad = slide.scrollHeight > high || slide.scrollWidth > wide ? ["overflow"] : [];
  const walk = document.createTreeWalker(stage, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const text = walk.currentNode.textContent.trim();
    const holder = walk.currentNode.parentElement;
    const range = document.createRange();
    range.selectNodeContents(walk.currentNode);
    const boxes = text ? [...range.getClientRects()].filter((box) => box.width) : [];
    const [right, low] = [innerWidth + 1, innerHeight + 1];
    if (boxes.some((box) => box.left < -1 || box.top < -1 || box.right > right || box.bottom > low))
      bad.push(`outside: ${text}`);
    const svg = holder.closest("svg");
    const scale = stage.getBoundingClientRect().width / 1920;
    const drawn = svg ? svg.getBoundingClientRect().width / svg.viewBox.baseVal.width / scale : 1;
    const size = parseFloat(getComputedStyle(holder).fontSize) * drawn;
    if (boxes.length && size < 36) bad.push(`${size}: ${text}`);
  }
  return bad;
}"""


class Screens:
    """Windows of the leader; none may fail."""

    def __init__(self, browser: Browser) -> None:
        self._browser = browser
        self._contexts: list[Any] = []
        self._faults: list[str] = []

    def open(self, address: str, width: int = 1920, height: int = 1080) -> Page:
        context = self._browser.new_context(
            locale="zh-CN", viewport={"width": width, "height": height}
        )
        self._contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(PATIENCE_MS)
        page.on("pageerror", lambda error: self._faults.append(str(error)))
        page.goto(address)
        expect(page.locator(".kit-slide").first).to_have_attribute("data-size", "64")
        return page

    def close(self) -> None:
        for context in self._contexts:
            context.close()
        assert self._faults == []


def see(page: Page, state: dict[str, Any]) -> None:
    """Wait until a window has drawn a state."""
    page.wait_for_function(
        "version => Number(document.body.dataset.version) >= version", arg=state["version"]
    )
