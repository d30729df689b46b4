"""What the editor shows beside the fields of a page."""

from __future__ import annotations

from typing import Any

from wagtail.admin.panels import Panel

from .pauses import Pause


class PausePanel(Panel):
    """A banner while publication is paused: what happens to the page, and the way for a correction of safety."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "cms/pause_panel.html"

        def is_shown(self) -> bool:
            self.pause = Pause.objects.over_region(self.instance.pause_region() if self.instance.pk else None).first()
            return self.pause is not None

        def get_context_data(self, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
            may_correct = bool(self.instance.pk) and self.instance.permissions_for_user(self.request.user).can_publish()
            return super().get_context_data(parent_context) | {"pause": self.pause, "may_correct": may_correct}
