"""What convenors may not do in the Wagtail admin, though they may add, change and publish: take pages away."""

from __future__ import annotations

from wagtail.models import PagePermissionTester


class NetworkPermissionTester(PagePermissionTester):
    """Deleting and moving inside a network, and closing a network, stay with the programme's staff."""

    def can_delete(self, ignore_bulk: bool = False) -> bool:
        return self.user.is_staff and super().can_delete(ignore_bulk)

    def can_set_view_restrictions(self) -> bool:
        return False


class NetworkHomePermissionTester(NetworkPermissionTester):
    """Unpublishing a network's own page closes the network."""

    def can_unpublish(self) -> bool:
        return self.user.is_staff and super().can_unpublish()
