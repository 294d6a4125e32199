"""Times in a real browser: from a click, or from the opening of an address, until the page stands still (ms)."""

from pathlib import Path

from playwright.sync_api import Browser, Page

from tests import browser as browsing

CLICKS = (Path(__file__).parent / "clicks.js").read_text(encoding="utf-8")
PATIENCE_MS = 15_000
# Notes when something last came over a web socket or changed on the page, before the app's own code runs.
LISTEN = """
window.lastMove = 0;
const moved = () => { window.lastMove = performance.now(); };
const Plain = window.WebSocket;
window.WebSocket = class extends Plain {
  constructor(...given) {
    super(...given);
    this.addEventListener("message", () => { moved(); window.onServerMessage?.(); });
  }
};
new MutationObserver(moved).observe(document, { subtree: true, childList: true, characterData: true });
"""
STANDS = """
async (patience) => {
  const drawn = () => document.querySelector('[data-testid="stApp"][data-test-script-state="notRunning"]')
    && document.querySelector('[data-testid="stMain"] h1');
  const start = performance.now();
  while (performance.now() - start < patience) {
    await new Promise((done) => setTimeout(done, 20));
    if (drawn() && performance.now() - window.lastMove > 500) return window.lastMove;
  }
  return null;
}
"""
FOLLOW = f"""
async ([address, patience]) => {{
  const link = [...document.querySelectorAll('.nav a, .way a')]
    .find((found) => new URL(found.href).pathname === address);
  if (!link) return null;
  const start = window.lastMove = performance.now();
  link.click();
  const last = await ({STANDS})(patience);
  return last === null ? null : last - start;
}}
"""


def opened(browser: Browser, address: str) -> Page:
    """A page in a fresh profile, opened and idle."""
    page = browser.new_context(viewport=browsing.WIDE).new_page()
    page.add_init_script(LISTEN)
    browsing.open_page(page, address)
    return page


def clicks(browser: Browser, address: str, turns: int) -> list[float]:
    """Click to stillness on one page; the first click is not counted."""
    page = opened(browser, address)
    times = page.evaluate(CLICKS, {"turns": turns + 1, "patience": PATIENCE_MS})
    page.context.close()
    return [time for time in times[1:] if time is not None]


def loads(browser: Browser, address: str, turns: int) -> list[float]:
    """Address to stillness, server and browser warm: the first opening is not counted."""
    page = opened(browser, address)
    times = []
    for _ in range(turns):
        page.goto(address)
        times.append(page.evaluate(STANDS, PATIENCE_MS))
    page.context.close()
    return [time for time in times if time is not None]


def results_after_an_answer(browser: Browser, address: str, turns: int) -> list[float]:
    """From a page of items, where one answer was just changed: click on the link to the results until they stand."""
    page = opened(browser, address)
    path = address.split("?")[0].rsplit("/", 1)[1]
    times = []
    for _ in range(turns):
        page.evaluate(CLICKS, {"turns": 1, "patience": PATIENCE_MS})
        times.append(page.evaluate(FOLLOW, ["/results", PATIENCE_MS]))
        page.evaluate(FOLLOW, [f"/{path}", PATIENCE_MS])
    page.context.close()
    return [time for time in times[1:] if time is not None]
