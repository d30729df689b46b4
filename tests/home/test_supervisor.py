"""Processes are kept running, and all end together. Real processes, real signals."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable
from pathlib import Path

from portal.home.supervisor import Program, Supervisor


def until(true: Callable[[], bool], seconds: float = 20) -> bool:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if true():
            return True
        time.sleep(0.02)
    return False


def supervise(*programs: Program) -> int:
    """A supervisor in a process of its own, so that signals reach it and not the test."""
    pid = os.fork()
    if pid == 0:
        os.setsid()
        Supervisor(list(programs)).run()
        os._exit(0)
    return pid


def stays(notes: Path) -> Callable[[], None]:
    def run() -> None:
        with notes.open("a") as file:
            file.write(f"{os.getpid()}\n")
        time.sleep(60)

    return run


def pids(notes: Path) -> list[int]:
    return [int(line) for line in notes.read_text().split()] if notes.exists() else []


def alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def test_a_killed_process_is_started_again_and_the_others_are_left_alone(tmp_path):
    web, worker = tmp_path / "web", tmp_path / "worker"
    supervisor = supervise(Program("web", stays(web)), Program("worker", stays(worker)))
    try:
        assert until(lambda: len(pids(web)) == len(pids(worker)) == 1)
        os.kill(pids(worker)[0], signal.SIGKILL)
        assert until(lambda: len(pids(worker)) == 2)
        assert len(pids(web)) == 1
    finally:
        os.kill(supervisor, signal.SIGTERM)
        os.waitpid(supervisor, 0)
    assert not any(alive(pid) for pid in [*pids(web), *pids(worker)])


def test_the_clock_runs_again_and_a_failure_of_it_stops_nothing(tmp_path):
    notes = tmp_path / "ticks"

    def tick() -> None:
        with notes.open("a") as file:
            file.write(f"{os.getpid()}\n")
        raise RuntimeError("this one failed")

    supervisor = supervise(Program("tick", tick, every=0.1))
    try:
        assert until(lambda: len(pids(notes)) >= 3)
    finally:
        os.kill(supervisor, signal.SIGINT)
        _, status = os.waitpid(supervisor, 0)
    assert os.waitstatus_to_exitcode(status) == 0


def test_the_pause_grows_while_a_process_keeps_ending(tmp_path):
    program = Program("web", lambda: None)
    pauses = []
    for _ in range(7):
        program.began = time.monotonic()
        program.ended(0)
        pauses.append(round(program.due - time.monotonic()))
    assert pauses == [1, 2, 4, 8, 16, 30, 30]


def test_processes_end_when_their_supervisor_is_killed(tmp_path):
    notes = tmp_path / "web"
    supervisor = supervise(Program("web", stays(notes)))
    assert until(lambda: len(pids(notes)) == 1)
    os.kill(supervisor, signal.SIGKILL)
    os.waitpid(supervisor, 0)
    assert until(lambda: not alive(pids(notes)[0]))
