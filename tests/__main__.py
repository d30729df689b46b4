"""`python -m tests`: the suite on the best database found, then the browser, then `engines` on the other database.

Words after it go to pytest: `python -m tests tests/events -k waiting`.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import environ

PROJECT = Path(__file__).resolve().parent.parent
PYTEST = [
    sys.executable,
    "-m",
    "pytest",
    "-n",
    os.environ.get("PYTEST_WORKERS", "2"),
    "--dist",
    "loadgroup",
    *sys.argv[1:],
]
NO_TESTS = 5


def main() -> int:
    environ.Env.read_env(PROJECT / ".var" / "services" / "env")
    postgres = os.environ.get("DATABASE_URL_POSTGRES", "")
    sqlite = f"sqlite:///{PROJECT / '.var' / 'portal.sqlite3'}"
    best = postgres or sqlite
    runs = [
        (best, "everything but the browser", ["-m", "not browser and not prove"]),
        # By itself: its driver keeps an event loop that tests of workers would stumble over.
        (best, "the browser", ["-m", "browser and not prove and not look"]),
    ]
    if postgres:
        runs.append((sqlite, "what is marked engines", ["-m", "engines and not prove"]))
    codes = []
    with tempfile.TemporaryDirectory() as folder:
        tally = {"PARTS_TALLY": str(Path(folder) / "parts.json")}
        for url, what, only in runs:
            print(f"\n=== {url.partition(':')[0]}: {what}", flush=True)  # noqa: T201
            run = subprocess.run([*PYTEST, *only], cwd=PROJECT, env={**os.environ, **tally, "DATABASE_URL": url})
            codes.append(run.returncode)
    # Words that narrow the run may leave one of them without a test; no test at all is a failure.
    ran = [code for code in codes if code != NO_TESTS]
    return max(ran) if ran else NO_TESTS


if __name__ == "__main__":
    sys.exit(main())
