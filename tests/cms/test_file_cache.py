"""Limits count right when several workers share the cache in files."""

from __future__ import annotations

import multiprocessing
import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from allauth.core import ratelimit
from django.core.cache import cache
from django.test import RequestFactory

WORKERS, TRIES, ALLOWED = 4, 15, 5


@pytest.fixture
def shared(settings, tmp_path: Path) -> Path:
    settings.CACHES = {
        "default": {"BACKEND": "portal.cms.file_cache.SharedFileCache", "LOCATION": str(tmp_path / "cache")}
    }
    return tmp_path


def in_workers(work: Callable[[], int]) -> list[int]:
    """Do the same in several processes at once; what each returns."""
    fork = multiprocessing.get_context("fork")
    answers, start = fork.Queue(), fork.Barrier(WORKERS)

    def run() -> None:
        start.wait()
        answers.put(work())
        answers.close()
        answers.join_thread()
        os._exit(0)  # nothing of the tests is to be cleaned up twice

    processes = [fork.Process(target=run) for _ in range(WORKERS)]
    for process in processes:
        process.start()
    counts = [answers.get(timeout=60) for _ in processes]
    for process in processes:
        process.join(timeout=60)
    return counts


def test_a_limit_is_one_limit_for_all_workers(shared, settings):
    settings.ACCOUNT_RATE_LIMITS = {"login_failed": f"{ALLOWED}/300s/key"}
    request = RequestFactory().post("/accounts/login/")

    def guess() -> int:
        return sum(bool(ratelimit.consume(request, action="login_failed", key="olu")) for _ in range(TRIES))

    assert sum(in_workers(guess)) == ALLOWED


def test_only_one_worker_adds_what_is_to_be_there_once(shared):
    assert sum(in_workers(lambda: sum(cache.add(f"allauth:code:{n}", 1, 60) for n in range(100)))) == 100


def test_a_crowd_of_pages_does_not_wipe_out_a_limit(shared):
    cache.set("allauth:failed", 3, 60)
    for number in range(400):
        cache.set(f"page:{number}", "words", 60)
    assert cache.get("allauth:failed") == 3
    assert len(list((shared / "cache").glob("*.djcache"))) <= 300


def test_what_has_expired_goes_and_clearing_takes_everything(shared):
    cache.set("allauth:short", 1, 0.01)
    cache.set("allauth:long", 1, 60)
    time.sleep(0.02)  # an expiry is a moment of the clock
    assert cache.get("allauth:short") is None
    cache.clear()
    assert cache.get("allauth:long") is None
