"""Brings the reader of QR pictures into our static files: `python -m events.vendor_jsqr` (or `make jsqr`).

Run when the version below changes, then commit the result. The door's page alone loads it, after somebody pressed
"Scan", and only where the browser has no reader of its own. The published file is made small and is not changed else.
"""

from __future__ import annotations

import io
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

from portal.cms.vendoring import packed

VERSION = "1.4.0"
SHA512 = "dxLob7q65Xg2DvstYkRpkYtmKm2sPJ9oFhrhmudT1dZvNFFTlroai3AWSpLey/w5vMcLBXRgOJsbXpdN9HzU/A=="
MINIFIER = "esbuild@0.25.0"
LICENCE = """\
# jsQR {}

From the npm package `jsqr`, made small by `events/vendor_jsqr.py`; nothing else is changed.

"""
TARGET = Path(__file__).parent / "static" / "jsqr"


def write(content: bytes, target: Path = TARGET) -> None:
    target.mkdir(parents=True, exist_ok=True)
    with tarfile.open(fileobj=io.BytesIO(content)) as package, tempfile.TemporaryDirectory() as folder:
        package.extractall(folder, filter="data")
        inside = Path(folder) / "package"
        small = target / "jsQR.min.js"
        subprocess.run(  # noqa: S603
            ["npx", "--yes", MINIFIER, str(inside / "dist" / "jsQR.js"), "--minify", f"--outfile={small}"],  # noqa: S607
            check=True,
            stderr=subprocess.DEVNULL,
        )
        (target / "LICENCE.md").write_text(LICENCE.format(VERSION) + (inside / "LICENSE").read_text())


if __name__ == "__main__":
    write(packed("jsqr", VERSION, SHA512))
    sys.stdout.write(f"jsQR {VERSION} is in {TARGET}\n")
