"""What the counter keeps at hand is made once, however many tabs ask for it first at the same moment."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from time import sleep

from toolkit.ui.at_hand import _once


def test_what_many_ask_for_at_once_is_made_once() -> None:
    made, together = [], Barrier(8)

    @_once
    def slowly(code: str) -> str:
        made.append(code)
        sleep(0.05)
        return code

    def ask(_: int) -> str:
        together.wait()
        return slowly("en")

    with ThreadPoolExecutor(8) as tabs:
        assert list(tabs.map(ask, range(8))) == ["en"] * 8
    assert made == ["en"]
