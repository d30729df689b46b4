"""Who and what the demonstration is made of; each loader takes from it and adds to it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random

from django.utils import timezone
from wagtail.models import Page

from networks.models import Network
from portal.organisations.models import Organisation
from portal.users.models import User

PASSWORD = "demo-only-password"  # noqa: S105  printed by `make run`; the loader refuses to run in production


@dataclass
class Cast:
    """Everything a loader may need. `now` is the day of loading: coming things are placed relative to it."""

    sections: dict[str, Page]  # the parts of the portal by slug, for example "toolbox"
    now: datetime = field(default_factory=timezone.now)
    rng: Random = field(default_factory=lambda: Random(2014))  # noqa: S311  the same demonstration every time
    trusts: dict[str, Organisation] = field(default_factory=dict)  # by slug, for example "thamesgate"
    people: dict[str, User] = field(default_factory=dict)  # by part, for example "convenor"; others "ovm-london-1"
    networks: dict[str, Network] = field(default_factory=dict)  # by the slug of the region, for example "london"

    @property
    def today(self) -> date:
        return timezone.localdate(self.now)

    def ago(self, **distance: float) -> datetime:
        """So long before the day of loading: `cast.ago(days=3)`."""
        return self.now - timedelta(**distance)

    def people_of(self, region: str) -> list[User]:
        """The people of a region (by slug), in a fixed order."""
        return [user for user in self.people.values() if user.region and user.region.slug == region]

    def ovms(self) -> list[User]:
        return [user for key, user in self.people.items() if key.startswith("ovm")]

    def staff(self) -> list[User]:
        """The programme's own people."""
        return [user for user in self.people.values() if user.is_staff]
