"""A real browser. Nothing to start: tests start it themselves."""

from __future__ import annotations

import shutil
import subprocess

from service import Service


class Chromium(Service):
    name = "chromium"
    default_port = 0
    packages = {"chromium": "chromium", "fc-list": "fontconfig"}

    def missing_packages(self) -> list[str]:
        """Without a font with Arial's measures, screenshots are of empty boxes."""
        packages = super().missing_packages()
        fonts = shutil.which("fc-list") and subprocess.run(["fc-list"], capture_output=True, text=True).stdout
        return packages if fonts and "Liberation" in fonts else [*packages, "fonts-liberation"]

    def environment(self) -> dict[str, str]:
        return {"CHROMIUM": self.find("chromium") or ""}

    def start(self) -> str:
        return "found"

    def stop(self) -> str:
        return "nothing to stop"

    def is_running(self) -> bool:
        return bool(self.find("chromium"))

    def healthy(self) -> bool:
        return self.is_running()

    def version(self) -> str:
        return subprocess.run(["chromium", "--version"], capture_output=True, text=True).stdout.split()[1]
