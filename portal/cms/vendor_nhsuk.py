"""Brings the NHS design system into our static files: `python -m portal.cms.vendor_nhsuk` (or `make nhsuk`).

Run when the version below changes, then commit the result: nobody who installs the portal needs Node. The compiled
files are taken as published and changed in three ways only: the licensed font (and its foreign address) goes,
addresses become relative, and pointers to source maps that are not shipped are dropped.
"""

from __future__ import annotations

import io
import re
import sys
import tarfile
from pathlib import Path

from .vendoring import packed

VERSION = "10.6.1"
SHA512 = "PZorqQZjZx/A26yJoskCL9z0ib6AtkAyF0o4K/RHr8zRrJyXrUOCnMbjy0VNXsGO4tfTNMwqlkwATKs4a0xayw=="
TARGET = Path(__file__).parent / "static" / "nhsuk"

# The icons that the stylesheet and our components draw. The NHS letters and lozenge are trade marks and stay behind.
ICON = re.compile(r"package/dist/nhsuk/assets/images/(nhsuk-icon-(?!mask)[a-z-]+\.svg)")

LICENCE = """\
# NHS.UK frontend {version}

The files in this folder come from the npm package `nhsuk-frontend` {version}, with the changes described in
`portal/cms/vendor_nhsuk.py`.

## MIT Licence

Copyright (c) NHS England

Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated
documentation files (the "Software"), to deal in the Software without restriction, including without limitation the
rights to use, copy, modify, merge, publish, distribute, sublicense, and/or sell copies of the Software, and to
permit persons to whom the Software is furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial portions of the
Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE
WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS
OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR
OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.
"""


def neutral_css(css: str) -> str:
    """The stylesheet without the licensed font, with relative addresses and no source map."""
    css = re.sub(r"@font-face\s*\{[^}]*\}", "", css)
    css = css.replace('"Frutiger W01",', "").replace("Frutiger W01,", "")
    css = css.replace("url(/assets/", "url(assets/")
    return re.sub(r"/\*# sourceMappingURL=[^*]*\*/", "", css)


def neutral_js(js: str) -> str:
    return re.sub(r"//# sourceMappingURL=\S*", "", js)


def write(content: bytes, target: Path = TARGET) -> None:
    images = target / "assets" / "images"
    images.mkdir(parents=True, exist_ok=True)
    with tarfile.open(fileobj=io.BytesIO(content)) as package:

        def text(name: str) -> str:
            member = package.extractfile(f"package/{name}")
            if member is None:
                raise FileNotFoundError(name)
            return member.read().decode()

        (target / "nhsuk.min.css").write_text(neutral_css(text("dist/nhsuk/nhsuk-frontend.min.css")))
        (target / "nhsuk.min.js").write_text(neutral_js(text("dist/nhsuk/nhsuk-frontend.min.js")))
        for name in package.getnames():
            if found := ICON.fullmatch(name):
                (images / found[1]).write_text(text(name.removeprefix("package/")))
    (target / "LICENCE.md").write_text(LICENCE.format(version=VERSION))


if __name__ == "__main__":
    write(packed("nhsuk-frontend", VERSION, SHA512))
    sys.stdout.write(f"nhsuk-frontend {VERSION} is in {TARGET}\n")
