"""A limit counts by an address that the sender cannot choose."""

from __future__ import annotations

import pytest
from django.test import RequestFactory

from portal.discussion.senders import sent_from


@pytest.mark.parametrize(
    ("trusted", "passed", "address"),
    [
        (0, "1.1.1.1", "10.0.0.1"),  # nobody's word
        (1, "6.6.6.6, 1.1.1.1", "1.1.1.1"),  # what our proxy saw; what stands before it was claimed
        (2, "6.6.6.6, 1.1.1.1, 10.0.0.2", "1.1.1.1"),
        (2, "1.1.1.1", "10.0.0.1"),  # it did not come through both
        (1, "", "10.0.0.1"),
        (1, ",", "10.0.0.1"),
    ],
)
def test_only_what_trusted_proxies_wrote_counts(settings, trusted, passed, address):
    settings.PORTAL_TRUSTED_PROXIES = trusted
    request = RequestFactory().post("/", headers={"x-forwarded-for": passed}, REMOTE_ADDR="10.0.0.1")
    assert sent_from(request) == address
