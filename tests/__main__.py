"""`python -m tests`: the whole suite on the best database found, then what is marked `engines` on the other one.

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
    runs = [(postgres, []), (sqlite, ["-m", "engines and not prove"])] if postgres else [(sqlite, [])]
    with tempfile.TemporaryDirectory() as folder:
        tally = {"PARTS_TALLY": str(Path(folder) / "parts.json")}
        codes = []
        for url, only in runs:
            print(f"\n=== {url.partition(':')[0]}: {'what is marked engines' if only else 'everything'}", flush=True)  # noqa: T201
            run = subprocess.run([*PYTEST, *only], cwd=PROJECT, env={**os.environ, **tally, "DATABASE_URL": url})
            codes.append(run.returncode)
    # No test marked `engines` among those asked for is no failure; no test at all is.
    return max(codes[0], *(0 if code == NO_TESTS else code for code in codes[1:] or [0]))


if __name__ == "__main__":
    sys.exit(main())
