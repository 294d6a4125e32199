"""Many people at once, without browsers: each holds Streamlit's own web socket and changes an answer now and then.

What a browser does on a click: one message with all states of widgets, then messages back until the script has
finished. Times are from the message sent to the script finished, in milliseconds.
"""

import asyncio
import random
import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.Radio_pb2 import Radio
from websockets.asyncio.client import ClientConnection, connect
from websockets.typing import Subprotocol

PATIENCE_S = 120.0
LARGEST_MESSAGE = 64_000_000


@dataclass
class Person:
    """One open tab: its connection, the choices on its page, and how long each of its clicks took."""

    address: str
    chance: random.Random
    choices: dict[str, Radio] = field(default_factory=dict)
    fragments: dict[str, str] = field(default_factory=dict)
    states: dict[str, str] = field(default_factory=dict)
    opened: float = 0.0
    times: list[float] = field(default_factory=list)
    lost: int = 0

    async def work(self, pause: float, seconds: float, opened: asyncio.Barrier) -> None:
        """Open the page, wait for the others, then choose for so long, after half to one and a half pauses (s)."""
        async with self._line() as line:
            self.opened = await self._run(line, "")
            await opened.wait()
            until = time.monotonic() + seconds
            while self.choices and time.monotonic() < until:
                await asyncio.sleep(pause * self.chance.uniform(0.5, 1.5))
                await self._choose(line)

    async def look(self, results: str, turns: int) -> tuple[list[float], list[float]]:
        """Alone: change an answer, then look at the results, so many times; the first time is not counted."""
        page, clicks, looks = self.address, [], []
        async with self._line() as line:
            for _ in range(turns + 1):
                self.address = page
                await self._run(line, "")
                await self._choose(line)
                clicks.append(self.times[-1])
                self.address = results
                looks.append(await self._run(line, ""))
        return clicks[1:], looks[1:]

    def _line(self) -> connect:
        stream = f"ws://{urlsplit(self.address).netloc}/_stcore/stream"
        return connect(stream, subprotocols=[Subprotocol("streamlit")], max_size=LARGEST_MESSAGE)

    async def _choose(self, line: ClientConnection) -> None:
        id = self.chance.choice(list(self.choices))
        others = [option for option in self._levels(id) if option != self.states.get(id)]
        self.states[id] = self.chance.choice(others)
        try:
            self.times.append(await self._run(line, self.fragments.get(id, "")))
        except TimeoutError:
            self.lost += 1

    def _levels(self, id: str) -> list[str]:
        # What follows the five levels asks for a reason or a name, which is another kind of work.
        return list(self.choices[id].options)[:5]

    async def _run(self, line: ClientConnection, fragment: str) -> float:
        begun = time.perf_counter()
        await line.send(self._message(fragment).SerializeToString())
        async with asyncio.timeout(PATIENCE_S):
            while not self._finished(ForwardMsg.FromString(_bytes(await line.recv()))):
                pass
        return 1000 * (time.perf_counter() - begun)

    def _message(self, fragment: str) -> BackMsg:
        parts = urlsplit(self.address)
        message = BackMsg()
        message.rerun_script.query_string = parts.query
        message.rerun_script.page_name = parts.path.strip("/")
        message.rerun_script.fragment_id = fragment
        for id, value in self.states.items():
            message.rerun_script.widget_states.widgets.add(id=id, string_value=value)
        return message

    def _finished(self, message: ForwardMsg) -> bool:
        if message.WhichOneof("type") == "delta" and message.delta.new_element.WhichOneof("type") == "radio":
            radio = message.delta.new_element.radio
            self.choices[radio.id] = radio
            self.fragments[radio.id] = message.delta.fragment_id
            if radio.HasField("default"):
                self.states.setdefault(radio.id, radio.options[radio.default])
        return message.WhichOneof("type") == "script_finished"


def _bytes(message: str | bytes) -> bytes:
    return message if isinstance(message, bytes) else message.encode()


@dataclass(frozen=True)
class Crowd:
    """What came of many people working for a while (ms)."""

    openings: list[float]
    clicks: list[float]
    lost: int


def together(addresses: Iterable[str], pause: float, seconds: float) -> Crowd:
    """Let one person work at each address for so long, once all have opened it."""
    return asyncio.run(_together(list(addresses), pause, seconds))


async def _together(addresses: list[str], pause: float, seconds: float) -> Crowd:
    people = [Person(address, random.Random(number)) for number, address in enumerate(addresses)]
    opened = asyncio.Barrier(len(people))
    work = [asyncio.create_task(person.work(pause, seconds, opened)) for person in people]
    for task in work:
        task.add_done_callback(lambda done: _give_up(done, work))
    ended = await asyncio.gather(*work, return_exceptions=True)
    for found in ended:
        if isinstance(found, BaseException) and not isinstance(found, asyncio.CancelledError):
            raise found
    clicks = [time for person in people for time in person.times]
    return Crowd([person.opened for person in people], clicks, sum(person.lost for person in people))


def _give_up(done: asyncio.Task[None], work: list[asyncio.Task[None]]) -> None:
    """One broken line ends the measurement: what the others wait for would never come."""
    if not done.cancelled() and done.exception() is not None:
        for task in work:
            task.cancel()
