"""Nothing acknowledged is lost: many writers, killed processes, a full disk."""

import os
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import create_engine

from tests.store.told import saved
from toolkit.record.assessment import (
    Assessment,
    Response,
)
from toolkit.record.store import (
    Saved,
    Store,
    sqlite_url,
)

ROOT = Path(__file__).parents[2]


def test_a_commit_waits_for_the_disk_and_a_writer_for_its_turn(store: Store) -> None:
    with store._engine.connect() as connection:
        found = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "busy_timeout", "foreign_keys")
        }
    full = 2
    assert found == {"journal_mode": "wal", "synchronous": full, "busy_timeout": 30_000, "foreign_keys": 1}


def test_an_item_without_a_proper_id_is_refused_so_that_the_assessment_stays_readable(store: Store) -> None:
    id = store.create(Assessment(), "First")
    with pytest.raises(ValueError, match="nonsense"):
        store.save_response(id, Response(item="D04-nonsense", level=1), 0)
    assert store.assessment(id).responses == ()


def test_twenty_writers_lose_nothing_and_overwrite_nothing(store: Store) -> None:
    id = store.create(Assessment(), "First")
    own_saves, shared_saves = 15, 10

    def write(writer: int) -> list[str]:
        body, acknowledged = f"body-{writer}", []
        for number in range(own_saves):
            saved(store.save_response(id, Response(item="D04-3", body=body, comment=str(number)), number))
        for number in range(shared_saves):
            word, answer = f"{writer}.{number}", None
            while not isinstance(answer, Saved):
                now = store.response(id, "D04-4") or Response(item="D04-4")
                longer = now.model_copy(update={"comment": f"{now.comment} {word}".strip()})
                answer = store.save_response(id, longer, now.version)
            acknowledged.append(word)
        return acknowledged

    with ThreadPoolExecutor(20) as pool:
        words = [word for done in pool.map(write, range(20)) for word in done]
    shared = store.response(id, "D04-4")
    assert shared is not None
    assert sorted(shared.comment.split()) == sorted(words)
    assert shared.version == len(words) == 20 * shared_saves
    own = [response for response in store.assessment(id).responses if response.item == "D04-3"]
    assert [response.version for response in own] == [own_saves] * 20
    assert store.version_of(id) == 2 + 20 * own_saves + 20 * shared_saves


WRITER = """
import sys
from toolkit.record.assessment import Response
from toolkit.record.store import open_store
store, version = open_store(sys.argv[1]), 0
while True:
    done = store.save_response(sys.argv[2], Response(item="D04-3", body=sys.argv[3], comment=str(version + 1)), version)
    version = done.version
    print(version, flush=True)
"""


def start_writer(file: Path, id: str, body: str, script: str = WRITER) -> "subprocess.Popen[str]":
    command = [sys.executable, "-c", script, sqlite_url(file), id, body]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.Popen(command, cwd=file.parent, env=environment, stdout=subprocess.PIPE, text=True)


def acknowledged_until_killed(writer: "subprocess.Popen[str]", after: int) -> int:
    """Let a writer make some saves, kill it in the middle of another, and tell the last it acknowledged."""
    assert writer.stdout is not None
    lines = [writer.stdout.readline() for _ in range(after)]
    writer.kill()
    lines += writer.stdout.readlines()
    writer.wait(60)
    return max(int(line) for line in lines if line.endswith("\n"))


def test_twenty_writers_of_agreed_marks_bodies_and_texts_lose_nothing(store: Store) -> None:
    id = store.create(Assessment(), "First")
    names = ("agreed.D04-3", "marks.D04-3", "sendings.prisons", "texts.gaps")

    def made(name: str, words: str) -> Any:
        return {
            "agreed": {"item": "D04-3", "level": 2, "reason": words},
            "marks": {"mark": "first", "reason": words},
            "sendings": {"sent_back": {"on": "2026-03-02", "remark": words}},
            "texts": {"text": words},
        }[name.partition(".")[0]]

    def words_in(name: str, whole: Assessment) -> str:
        if name == "agreed.D04-3":
            return whole.agreed[0].reason if whole.agreed else ""
        if name == "marks.D04-3":
            return whole.marks["D04-3"].reason if whole.marks else ""
        if name == "texts.gaps":
            return whole.texts["gaps"].text if whole.texts else ""
        back = whole.sendings["prisons"].sent_back if whole.sendings else None
        return back.remark if back else ""

    def write(writer: int) -> None:
        for name in names:
            answer = None
            while not isinstance(answer, Saved):
                now = store.stored(id)
                longer = f"{words_in(name, now.assessment)} {writer}".strip()
                answer = store.save_facts(id, {name: made(name, longer)}, now.facts_version)

    with ThreadPoolExecutor(20) as pool:
        list(pool.map(write, range(20)))
    whole = store.stored(id).assessment
    for name in names:
        assert sorted(words_in(name, whole).split(), key=int) == [str(n) for n in range(20)]


FACT_WRITER = """
import sys
from toolkit.record.store import open_store
store, version = open_store(sys.argv[1]), 1
while True:
    agreed = {"item": "D04-3", "level": 2, "reason": str(version)}
    done = store.save_facts(sys.argv[2], {"agreed.D04-3": agreed}, version)
    version = done.version
    print(version, flush=True)
"""


def test_what_a_killed_process_had_agreed_is_there(store: Store, file: Path) -> None:
    id = store.create(Assessment(), "First")
    writer = start_writer(file, id, "", FACT_WRITER)
    try:
        last = acknowledged_until_killed(writer, after=12)
        found = store.stored(id)
        assert found.facts_version in {last, last + 1}
        assert found.assessment.agreed[0].reason == str(found.facts_version - 1)
    finally:
        writer.kill()
        writer.communicate()


def test_what_killed_processes_had_acknowledged_is_there(store: Store, file: Path) -> None:
    id = store.create(Assessment(), "First")
    writers = [start_writer(file, id, f"body-{n}") for n in range(3)]
    try:
        for n, writer in enumerate(writers):
            last = acknowledged_until_killed(writer, after=10 + 7 * n)
            found = store.response(id, "D04-3", f"body-{n}")
            assert found is not None
            # The save in the middle of which it was killed is there whole, or not at all.
            assert found.version in {last, last + 1}
            assert found.comment == str(found.version)
            changed = found.model_copy(update={"level": 1})
            assert saved(store.save_response(id, changed, found.version)).level == 1
    finally:
        for writer in writers:
            writer.kill()
            writer.communicate()


def test_a_writer_that_waits_for_another_process_gets_its_turn(store: Store, file: Path) -> None:
    id = store.create(Assessment(), "First")
    engine = create_engine(sqlite_url(file))
    with engine.connect() as holding:
        holding.exec_driver_sql("BEGIN IMMEDIATE")
        letting_go = threading.Timer(0.3, lambda: None)
        letting_go.start()
        with ThreadPoolExecutor(1) as pool:
            waiting = pool.submit(store.save_response, id, Response(item="D04-3", level=1), 0)
            letting_go.join()
            assert not waiting.done()
            holding.exec_driver_sql("ROLLBACK")
            assert saved(waiting.result(timeout=30)).version == 1
    engine.dispose()
