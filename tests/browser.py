"""The app in a real browser: start it, open it, look at it, and watch what it asks for.

`python tests/browser.py prepare` installs the system's Chromium where it can (Debian, Ubuntu; as root, or with sudo
that asks nothing) and says in one line what to do where it cannot. What its absence means, the tests decide.
"""

import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, Request, ViewportSize, WebSocket

ROOT = Path(__file__).parent.parent
APP = ROOT / "app.py"
PICTURES = Path(__file__).parent / "pictures"
HOW_TO_INSTALL = (
    "install the package chromium (Debian, Ubuntu: sudo apt-get install chromium), or name one: BROWSER=path"
)
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge")
FLAGS = (
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
WIDE: ViewportSize = {"width": 1280, "height": 900}
NARROW: ViewportSize = {"width": 390, "height": 844}
UNFINISHED = '[data-stale="true"], [data-testid="stSkeleton"], [data-testid="stAppSkeleton"]'
SCROLLS = '[data-testid="stMain"], [data-testid="stSidebarContent"]'
PATIENCE_MS = 30_000
PATIENCE_S = 60.0


def refused() -> bool:
    """True if browser tests were declined: BROWSER=no."""
    return os.environ.get("BROWSER", "").strip().lower() == "no"


def find_browser() -> str | None:
    """Path of the browser to drive: the one named by BROWSER, else the first known one that answers."""
    named = os.environ.get("BROWSER", "").strip()
    candidates = [named] if named and not refused() else list(NAMES)
    for name in candidates:
        path = shutil.which(name)
        if path is not None and _answers(path):
            return path
    return None


def _answers(path: str) -> bool:
    # Ubuntu ships a placeholder of this name that only points to another shop.
    try:
        return subprocess.run([path, "--version"], capture_output=True, timeout=60).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False


def as_root() -> list[str] | None:
    """What to put before a command so that it runs as root without a question; None if that cannot be."""
    if not hasattr(os, "geteuid"):
        return None
    if os.geteuid() == 0:
        return []
    allowed = shutil.which("sudo") and subprocess.run(["sudo", "-n", "true"], capture_output=True).returncode == 0
    return ["sudo", "-n"] if allowed else None


def prepare() -> None:
    """Install the system's Chromium where there is none and the machine allows it; else say what is missing."""
    if refused() or find_browser() is not None:
        return
    before = as_root()
    if before is not None and shutil.which("apt-get"):
        print("Installing the system's Chromium for the browser tests", flush=True)
        quiet = [*before, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq"]
        for step in (["update"], ["install", "-y", "--no-install-recommends", "chromium"]):
            subprocess.run([*quiet, *step], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
    if find_browser() is None:
        print(f"No browser: {HOW_TO_INSTALL}", flush=True)


def free_port() -> int:
    """A port on this machine that nobody listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


class RunningApp:
    """The app as a process of its own: a script, a port, a data folder. It may be killed and started again."""

    def __init__(self, script: Path, data: Path, options: tuple[str, ...] = (), folder: Path = ROOT) -> None:
        self.script = script
        self.data = data
        self.options = options
        self.folder = folder
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.log = data.parent / f"app-{self.port}.log"
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start the process and wait until it answers."""
        self.data.mkdir(parents=True, exist_ok=True)
        command = [sys.executable, "-m", "streamlit", "run", str(self.script), "--server.port", str(self.port)]
        environment = {**os.environ, "REOFFENDING_DATA": str(self.data), "PYTHONUNBUFFERED": "1"}
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [*command, *self.options], cwd=self.folder, env=environment, stdout=log, stderr=log
            )
        self._wait()

    def _wait(self) -> None:
        until = time.monotonic() + PATIENCE_S
        while time.monotonic() < until:
            assert self.process is not None
            if self.process.poll() is not None:
                break
            try:
                with urllib.request.urlopen(f"{self.url}/_stcore/health", timeout=5):
                    return
            except (urllib.error.URLError, OSError):
                time.sleep(0.1)
        raise AssertionError(f"the app did not start:\n{self.said()}")

    def said(self) -> str:
        """What the app wrote to its terminal."""
        return self.log.read_text(encoding="utf-8", errors="replace")

    def stop(self) -> None:
        """End the process in an orderly way."""
        self._end(kill=False)

    def kill(self) -> None:
        """End the process at once, as a power cut would."""
        self._end(kill=True)

    def _end(self, kill: bool) -> None:
        if self.process is None:
            return
        if kill:
            self.process.kill()
        else:
            self.process.terminate()
        try:
            self.process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.process = None


def launch(playwright: Playwright) -> Browser:
    """Start the system's browser without a window."""
    return playwright.chromium.launch(executable_path=find_browser(), args=list(_flags()))


def launch_profile(playwright: Playwright, profile: Path) -> BrowserContext:
    """Start the browser on a profile folder, so that it can be killed and opened again."""
    return playwright.chromium.launch_persistent_context(
        str(profile), executable_path=find_browser(), args=list(_flags()), viewport=WIDE
    )


def _flags() -> tuple[str, ...]:
    # Chromium refuses its sandbox to root.
    return (*FLAGS, "--no-sandbox") if as_root() == [] else FLAGS


class RequestLog:
    """Every address the pages of a browser profile asked for, web sockets included."""

    def __init__(self, context: BrowserContext) -> None:
        self.addresses: list[str] = []
        context.on("request", self._asked)
        context.on("page", self._opened)
        for page in context.pages:
            self._opened(page)

    def _asked(self, request: Request) -> None:
        self.addresses.append(request.url)

    def _opened(self, page: Page) -> None:
        page.on("websocket", self._connected)

    def _connected(self, socket: WebSocket) -> None:
        self.addresses.append(socket.url)

    def elsewhere(self) -> list[str]:
        """Addresses on any other machine than this one."""
        return [address for address in self.addresses if not is_here(address)]


def is_here(address: str) -> bool:
    """True if an address is on this machine."""
    parts = urlsplit(address)
    return parts.scheme in {"data", "blob", "about"} or parts.hostname in {"127.0.0.1", "localhost"}


def open_page(page: Page, address: str) -> None:
    """Open an address of the app and wait until it has drawn."""
    page.goto(address)
    wait_until_idle(page)


def wait_until_idle(page: Page) -> None:
    """Wait until the page stands: connected, not running, every part drawn, nothing stale."""
    page.wait_for_selector('[data-testid="stApp"][data-test-script-state="notRunning"]')
    page.wait_for_function(f"!document.querySelector('{UNFINISHED}')")


def picture(page: Page, name: str) -> Path:
    """Take a picture of the whole page, as long as it is, into tests/pictures/, named with its width."""
    PICTURES.mkdir(exist_ok=True)
    size = page.viewport_size or WIDE
    length = page.evaluate(f"Math.max(...[...document.querySelectorAll('{SCROLLS}')].map(part => part.scrollHeight))")
    page.set_viewport_size({"width": size["width"], "height": max(size["height"], int(length))})
    path = PICTURES / f"{name}-{size['width']}.png"
    page.screenshot(path=str(path))
    page.set_viewport_size(size)
    return path


def serious_findings(page: Page) -> list[str]:
    """What axe finds serious or critical on the page: rule, element, and why, one line each."""
    results: dict[str, Any] = json.loads(json.dumps(Axe().run(page).response))
    return [
        f"{found['id']}: {node['html'][:160]}: {node.get('failureSummary', '').splitlines()[-1].strip()}"
        for found in results["violations"]
        if found["impact"] in {"serious", "critical"}
        for node in found["nodes"]
    ]


if __name__ == "__main__":
    if sys.argv[1:] != ["prepare"]:
        sys.exit("usage: python tests/browser.py prepare")
    prepare()
