"""Fetches a package of the npm registry for our static files: nobody who installs the portal needs Node."""

from __future__ import annotations

import hashlib
import subprocess
import sys
import tempfile
from base64 import b64encode
from pathlib import Path


def packed(name: str, version: str, sha512: str) -> bytes:
    """The published package, refused when it is not the one we know."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(  # noqa: S603
            ["npm", "pack", "--silent", f"{name}@{version}"],  # noqa: S607
            cwd=folder,
            check=True,
            stdout=subprocess.DEVNULL,
        )
        content = (Path(folder) / f"{name}-{version}.tgz").read_bytes()
    if b64encode(hashlib.sha512(content).digest()).decode() != sha512:
        sys.exit(f"{name} {version} is not the package we know: its hash differs. Nothing was changed.")
    return content
