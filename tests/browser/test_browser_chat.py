"""The chat panel in a real browser: its module, a page, and a bot behind it."""

from __future__ import annotations

import json
from base64 import b64decode
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

import dialogkit.widgets
from dialogkit.bot import Bot
from dialogkit.flow import load_flow
from dialogkit.widgets import ChatPanel

CHROMIUM = Path("/usr/bin/chromium")
FLAGS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync --disable-dev-shm-usage"
)
FLOW = """\
bot: shop
locales: [en]
start: hello
intents: {agent: human_agent}
data:
  order_id: {like: AB123456, level: personal}
media:
  card: {image: card.png, alt: card_alt}
steps:
  hello: {say: hello, disclose: bot, choose: {order: order, card: card, agent: desk}}
  card: {say: look, show: card, choose: {order: order, web: {goto: done, if: channel == kik}}}
  order: {ask: order_id, then: tell}
  tell: {say: tell, choose: {done: done}}
  desk: {handoff: team}
  done: {say: bye, end: resolved}
anywhere:
  - {hear: agent, goto: desk}
  - {lost: [rephrase, desk]}
handoffs:
  team:
    pass: {values: [order_id], upto: personal}
    suggest: [sorry]
    when: {resolved: done, returned: hello, closed: done, nobody: done, left: done, window_shut: done}
"""  # noqa: E501 (one line as people write it)
TEXTS = """\
hello: Good morning. What can we do for you?
order: Where is my order?
agent: Talk to a person
order_id: What is the number of your order?
tell: "Order {order_id} is on its way."
done: Thank you
bye: Goodbye!
card: Show me the card
look: Here it is.
card_alt: The card, prices on the right.
web: Only there
rephrase: "Sorry, I did not get that: please <b>choose</b>."
sorry: We are sorry for the trouble.
"""
PIXEL = (
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+M8AAAMBAQDJ/pLvAAAAAElFTkSuQmCC"
)
PAGE = """\
<!doctype html><html lang="en"><head><title>panel</title><style>{css}</style></head>
<body style="margin:16px"><div id="here"></div><div class="{hides}">saved copy</div>
<script type="module">
const made = new Blob([{module}], {{type: "text/javascript"}});
const panel = (await import(URL.createObjectURL(made))).default;
const state = {{view: {view}, hides: "{hides}"}}, heard = [];
window.model = {{
  get: (name) => state[name],
  on: (name, act) => heard.push(act),
  off: (name, act) => heard.splice(heard.indexOf(act), 1),
  send: (content) => window.toPython(content),
}};
window.fromPython = (view) => {{ state.view = view; heard.forEach((act) => act()); }};
window.stop = panel.render({{model: window.model, el: document.getElementById("here")}});
</script></body></html>
"""

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """Chromium without a window, or a skip that says what is missing."""
    if not CHROMIUM.exists():
        pytest.skip(f"{CHROMIUM} is not installed")
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    with playwright.sync_playwright() as started:
        opened = started.chromium.launch(executable_path=str(CHROMIUM), args=FLAGS.split())
        yield opened
        opened.close()


@pytest.fixture
def bot(tmp_path: Path) -> Bot:
    """A bot for orders."""
    (tmp_path / "flow.yaml").write_text(FLOW, encoding="utf-8")
    (tmp_path / "texts.en.yaml").write_text(TEXTS, encoding="utf-8")
    (tmp_path / "card.png").write_bytes(b64decode(PIXEL))
    return Bot(load_flow(tmp_path / "flow.yaml"))


@dataclass
class Screen:
    """A page that shows a panel, and the messages on their way between the two."""

    page: Any
    panel: ChatPanel
    waiting: list[Any] = field(default_factory=list)

    def hear(self, content: Any) -> None:
        """Takes what the page sends and leaves it waiting."""
        self.waiting.append(content)

    def answer(self) -> None:
        """Hands everything the page has sent to the panel, and its answers to the page."""
        self.page.wait_for_timeout(30)
        while self.waiting:
            self.panel._receive(self.waiting.pop(0))
            self.page.evaluate("(view) => window.fromPython(view)", self.panel.widget.view)
            self.page.wait_for_timeout(5)

    def type(self, text: str) -> None:
        """Types a message and sends it."""
        self.page.fill(".dk-input", text)
        self.page.press(".dk-input", "Enter")


@pytest.fixture
def screen(browser: Any, bot: Bot) -> Iterator[Screen]:
    """The panel on a page, which must not complain of an error."""
    page = browser.new_page(viewport={"width": 900, "height": 640})
    made = Screen(page, ChatPanel(bot))
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    # answered when the test says so: in a notebook, too, messages pile up
    page.expose_function("toPython", made.hear)
    folder = Path(dialogkit.widgets.__file__).parent
    page.set_content(
        PAGE.format(
            css=(folder / "chat.css").read_text(encoding="utf-8"),
            module=json.dumps((folder / "chat.js").read_text(encoding="utf-8")),
            view=json.dumps(made.panel.widget.view),
            hides=made.panel.widget.hides,
        )
    )
    page.wait_for_selector(".dk-bot")
    yield made
    page.close()
    assert complaints == []


def test_press_type_and_undo(screen: Screen) -> None:
    """Buttons and typed text reach the bot, its answers are shown, and undo takes them back."""
    page, panel = screen.page, screen.panel
    assert "You are chatting with a bot." in page.inner_text(".dk-log")
    page.click("text=Where is my order?")
    screen.answer()
    screen.type("ab 123 456")
    screen.answer()
    assert "Order AB123456 is on its way." in page.inner_text(".dk-log")
    assert page.inner_text(".dk-side dd >> nth=0") == "tell"
    page.click("text=Undo")
    screen.answer()
    assert "on its way" not in page.inner_text(".dk-log")
    assert panel.session.state.step == "order"
    page.click("text=Restart")
    screen.answer()
    assert page.locator(".dk-line").count() == 1


def test_fast_typing_loses_nothing(screen: Screen) -> None:
    """Messages typed before any answer came stay in sight and all arrive, in order."""
    page, panel = screen.page, screen.panel
    texts = [f"message {number}" for number in range(30)]
    for text in texts:
        screen.type(text)
    assert page.locator(".dk-pending").count() == 30
    screen.answer()
    assert page.locator(".dk-pending").count() == 0
    assert [line.text for line in panel.transcript if line.who == "customer"] == texts
    shown = page.locator(".dk-customer .dk-text").all_inner_texts()
    assert shown == texts


def test_playing_the_agent(screen: Screen) -> None:
    """In the queue the designer takes over, answers with a template, and gives back."""
    page, panel = screen.page, screen.panel
    assert not page.is_visible("text=Take over")
    page.click("text=Talk to a person")
    screen.answer()
    page.click("text=Take over")
    screen.answer()
    page.click("text=We are sorry for the trouble.")
    page.press(".dk-input", "Enter")
    screen.answer()
    page.click("text=As the customer")
    screen.type("Thank you!")
    screen.answer()
    spoken = [(line.who, line.text) for line in panel.transcript][-2:]
    assert spoken == [("agent", "We are sorry for the trouble."), ("customer", "Thank you!")]
    page.click("text=Return to the bot")
    screen.answer()
    assert panel.session.state.control == "bot"
    assert not page.is_visible("text=Take over")


def test_pictures_are_seen_and_can_be_heard(screen: Screen) -> None:
    """A picture is drawn, says what is in it, and a button that is guarded away is not there."""
    page = screen.page
    page.click("text=Show me the card")
    screen.answer()
    image = page.locator(".dk-log img")
    assert image.get_attribute("alt") == "The card, prices on the right."
    assert page.evaluate("document.querySelector('.dk-log img').naturalWidth") == 1
    assert page.locator(".dk-choice").all_inner_texts() == ["Where is my order?"]


def test_markup_is_shown_not_run(screen: Screen) -> None:
    """Neither what is typed nor what the flow says becomes part of the page."""
    page = screen.page
    screen.type("<img src=x onerror=alert(1)>")
    screen.answer()
    log = page.inner_html(".dk-log")
    assert "<img" not in log
    assert "<b>" not in log
    assert "<img src=x onerror=alert(1)>" in page.inner_text(".dk-log")


def test_ends_and_what_is_possible_then(screen: Screen) -> None:
    """After the end nothing can be typed, but one can go back."""
    page = screen.page
    for text in ("1", "AB123456", "thank you"):
        screen.type(text)
        screen.answer()
    assert page.is_disabled(".dk-input")
    assert page.is_enabled("text=Undo")


def test_saved_copy_is_hidden_while_the_panel_is_live(screen: Screen) -> None:
    """The static transcript shows only where the panel does not run."""
    page = screen.page
    assert not page.is_visible("text=saved copy")
    page.evaluate("window.stop()")
    assert page.is_visible("text=saved copy")


def test_readable_in_light_and_dark(screen: Screen) -> None:
    """Text stands out from its ground by at least 4.5 to 1, in both colour schemes."""
    page = screen.page
    for text in ("xyzzy", "agent"):
        screen.type(text)
        screen.answer()
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        for text in (
            ".dk-customer .dk-text",
            ".dk-bot .dk-time",
            ".dk-system .dk-text",
            ".dk-send",
        ):
            assert page.evaluate(_CONTRAST, text) >= 4.5, (scheme, text)


_CONTRAST = """(name) => {
  const parse = (c) => c.match(/[\\d.]+/g).map(Number);
  const light = (c) => {
    const [r, g, b] = parse(c).map((v) => v / 255)
      .map((v) => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const node = document.querySelector(name);
  let ground = node;
  const clear = (node) => (parse(getComputedStyle(node).backgroundColor)[3] ?? 1) === 0;
  while (clear(ground)) ground = ground.parentElement;
  const [a, b] = [getComputedStyle(node).color, getComputedStyle(ground).backgroundColor]
    .map(light).sort((x, y) => y - x);
  return (a + 0.05) / (b + 0.05);
}"""
