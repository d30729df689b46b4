"""The four kinds of network: one table for code, help, pages and the Wagtail admin."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Kind:
    """What a kind means, in plain words. `readers` finishes the sentence "Who can see this?"."""

    code: str
    name: str
    readers: str
    joining: str
    listed: bool
    help: str

    @property
    def rank(self) -> int:
        """Higher is narrower."""
        return list(KINDS).index(self.code)


KINDS: dict[str, Kind] = {
    kind.code: kind
    for kind in (
        Kind(
            "open",
            "Open",
            readers="Anybody, also without an account.",
            joining="Anybody with an account joins at once.",
            listed=True,
            help="For practice that may be shared with everybody. What is inside is on the public web.",
        ),
        Kind(
            "restricted",
            "Restricted",
            readers="Anybody with an account.",
            joining=(
                "People ask to join and a convenor decides. Somebody whose email address belongs to one trust of the "
                "region, or who is known at one, is let in at once."
            ),
            listed=True,
            help="For colleagues. The public sees that the network exists and what it is about, and nothing else.",
        ),
        Kind(
            "private",
            "Private",
            readers="Its members.",
            joining="People ask to join and a convenor decides.",
            listed=True,
            help="For a group that needs to speak among itself. Others see its name and its summary.",
        ),
        Kind(
            "confidential",
            "Confidential",
            readers="Its members. Nobody else can find it.",
            joining="A convenor adds people.",
            listed=False,
            help=(
                "For the fewest people. It is in no list, no count and on no map. What is written is still disclosable "
                "under the Freedom of Information Act."
            ),
        ),
    )
}
