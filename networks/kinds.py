"""The four kinds of network: one table for code, help, pages and the Wagtail admin."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Kind:
    """What a kind means, in plain words. `readers` finishes the sentence "Who can see this?"."""

    code: str
    name: str
    readers: str
    found: str
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
            found="Everybody finds it, and all that is in it.",
            joining="Anybody with an account joins at once, and writes.",
            listed=True,
            help="For practice that may be shared with everybody. What is inside is on the public web.",
        ),
        Kind(
            "restricted",
            "Restricted",
            readers="Anybody with an account.",
            found="Everybody finds its page. What is inside is found by people with an account.",
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
            found="Everybody finds its name and its summary.",
            joining="People ask to join and a convenor decides, or a convenor invites them.",
            listed=True,
            help="For a group that needs to speak among itself. Others see its name and its summary.",
        ),
        Kind(
            "confidential",
            "Confidential",
            readers="Its members. Nobody else can find it.",
            found="Only its members find it: it is in no list, no count and on no map.",
            joining="Only by a convenor's invitation.",
            listed=False,
            help=(
                "For the fewest people. What is written is still disclosable under the Freedom of Information Act: "
                "confidential does not mean secret."
            ),
        ),
    )
}
