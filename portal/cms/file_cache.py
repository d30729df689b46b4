"""The cache in files, made fit for limits: one process at a time adds, and what counts never makes room."""

from __future__ import annotations

import fcntl
import random
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.core.cache.backends.base import DEFAULT_TIMEOUT
from django.core.cache.backends.filebased import FileBasedCache

COUNTING = "allauth"  # what limits of signing in and codes that were used begin with


class SharedFileCache(FileBasedCache):
    """Django's cache in files checks and then writes, so two workers can both "add" a lock, and throws out entries at
    random when it is full, so that a crowd of pages would wipe out the memory of failed sign-ins.
    """

    _dir: str

    def add(self, key: Any, value: Any, timeout: float | None = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        with self._alone():
            return super().add(key, value, timeout, version)

    @property
    def _limits(self) -> Path:
        return Path(self._dir, "limits")

    @contextmanager
    def _alone(self) -> Iterator[None]:
        self._createdir()
        with (self._limits / "lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def _createdir(self) -> None:
        super()._createdir()
        self._limits.mkdir(mode=0o700, exist_ok=True)

    def _key_to_file(self, key: Any, version: int | None = None) -> str:
        path = super()._key_to_file(key, version)
        return str(self._limits / Path(path).name) if str(key).startswith(COUNTING) else path

    def _cull(self) -> None:
        """Only the rest of the cache makes room; of what counts, the expired goes now and then."""
        super()._cull()
        if random.random() < 0.01:  # noqa: S311
            for path in self._limits.glob(f"*{self.cache_suffix}"):
                try:
                    with path.open("rb") as entry:
                        self._is_expired(entry)  # type: ignore[attr-defined]
                except FileNotFoundError:
                    pass

    def clear(self) -> None:
        super().clear()
        for path in self._limits.glob(f"*{self.cache_suffix}"):
            self._delete(str(path))  # type: ignore[attr-defined]
