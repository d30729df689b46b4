"""Nobody learns from any door whether an address has an account: not by the answer, nor by the work it takes.

Time itself is measured by `make prove` (docs/proof/enumeration.md).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.db import connection
from django.test.utils import CaptureQueriesContext

from portal.audit.models import LogEntry
from portal.notifications.models import Mail
from portal.users.models import User
from tests.clients import Client
from tests.factories.users import PASSWORD, UserFactory
from tests.hashers import CountingHasher

pytestmark = pytest.mark.django_db

UNKNOWN = "nobody@trust-a.example"
KINDS = ("known", "unverified", "inactive", "without a password", "in other letters")


@pytest.fixture(autouse=True)
def _count_hashes(settings):
    settings.PASSWORD_HASHERS = ["tests.hashers.CountingHasher"]


@pytest.fixture
def addresses(home, _count_hashes) -> dict[str, str]:
    """One address of each kind of account, all of the same length."""
    known, unverified, inactive, keyless = (UserFactory(email=f"user-{n}@trust-a.example") for n in range(4))
    EmailAddress.objects.filter(user=unverified).update(verified=False)
    User.objects.filter(pk=inactive.pk).update(is_active=False)
    keyless.set_unusable_password()
    keyless.save()
    return {
        "known": known.email,
        "unverified": unverified.email,
        "inactive": inactive.email,
        "without a password": keyless.email,
        "in other letters": UserFactory(email="user-9@trust-a.example").email.upper(),
    }


@dataclass
class Seen:
    """What somebody at the door can see or feel."""

    status: int
    leads_to: str
    body: str
    cookies: list[str]
    hashes: int
    statements: list[str]
    mails: int
    log: int


def plain(body: str, address: str) -> str:
    body = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", body)
    return re.sub(re.escape(address), "(address)", body, flags=re.IGNORECASE)


def shape(sql: str) -> str:
    """A statement by its verb and table: what takes time, not what it says."""
    return " ".join(re.findall(r'^\w+|(?:FROM|INTO|UPDATE) "\w+"', sql))


def seen(path: str, data: dict[str, Any], address: str, client: Client | None = None) -> Seen:
    client = client or Client()
    before = CountingHasher.asked, Mail.objects.count(), LogEntry.objects.count()
    with CaptureQueriesContext(
        connection,
    ) as queries:
        response = client.post(path, data)
    statements = [shape(query["sql"]) for query in queries]  # the next request empties the list
    after = CountingHasher.asked, Mail.objects.count(), LogEntry.objects.count()
    url = response.get("Location", "")
    body = response.content.decode() + (client.get(url).content.decode() if url.startswith("/") else "")
    return Seen(
        status=response.status_code,
        leads_to=url,
        body=plain(body, address),
        cookies=sorted(response.cookies),
        hashes=after[0] - before[0],
        statements=[one for one in statements if not one.startswith(("SAVEPOINT", "RELEASE", "ROLLBACK"))],
        mails=after[1] - before[1],
        log=after[2] - before[2],
    )


def same(left: Seen, right: Seen, kind: str, *, leave_out: tuple[str, ...] = ()) -> None:
    for name in Seen.__dataclass_fields__:
        if name not in leave_out:
            assert getattr(left, name) == getattr(right, name), f"{name} tells {kind} from unknown"


@pytest.mark.parametrize("kind", KINDS)
def test_signing_in_with_a_wrong_password(addresses, kind):
    door = "/accounts/login/"
    unknown = seen(door, {"login": UNKNOWN, "password": "wrong-wrong-wrong"}, UNKNOWN)
    account = seen(door, {"login": addresses[kind], "password": "wrong-wrong-wrong"}, addresses[kind])
    assert unknown.hashes > 0
    same(account, unknown, kind, leave_out=("statements",))
    assert abs(len(account.statements) - len(unknown.statements)) <= 1, "beside the hashes a look-up is nothing"


@pytest.mark.parametrize("kind", KINDS)
def test_signing_up(addresses, kind):
    door = "/accounts/signup/"
    details = {"first_name": "Ida", "last_name": "Moss", "role": "ovm", "password1": "walnut-tram-harvest"}
    account = seen(door, details | {"email": addresses[kind]}, addresses[kind])
    unknown = seen(door, details | {"email": UNKNOWN}, UNKNOWN)
    assert unknown.mails == 1
    assert unknown.statements
    same(account, unknown, kind, leave_out=("statements", "log"))
    assert len(account.statements) == len(unknown.statements)


@pytest.mark.parametrize("kind", KINDS)
def test_asking_for_a_new_password(addresses, kind):
    door = "/accounts/password/reset/"
    unknown = seen(door, {"email": UNKNOWN}, UNKNOWN)
    account = seen(door, {"email": addresses[kind]}, addresses[kind])
    assert unknown.mails == 1
    assert unknown.statements
    same(account, unknown, kind, leave_out=("statements",))
    assert len(account.statements) == len(unknown.statements)


@pytest.mark.parametrize("kind", KINDS)
def test_changing_to_somebody_elses_address(addresses, kind):
    answers = []
    for address in (addresses[kind], UNKNOWN):
        client, me = Client(), UserFactory()
        client.force_login(me)
        client.post("/accounts/reauthenticate/", {"password": PASSWORD})
        data = {"email": address, "action_add": ""}
        answer = seen("/accounts/email/", data, address, client)
        answer.body = answer.body.replace(me.email, "(me)").replace(str(me), "(me)")
        answers.append(answer)
    assert answers[1].mails == 1
    same(*answers, kind, leave_out=("statements",))
    assert len(answers[0].statements) == len(answers[1].statements)


def test_who_confirms_an_address_that_is_taken_gets_nothing(addresses):
    client, me = Client(), UserFactory()
    client.force_login(me)
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    client.post("/accounts/email/", {"email": addresses["known"], "action_add": ""})
    link = re.search(r"http://[^/]+(/accounts/confirm-email/\S+)", Mail.objects.get(to=addresses["known"]).text).group(
        1
    )
    client.post(link)
    me.refresh_from_db()
    assert me.email != addresses["known"]
    assert not EmailAddress.objects.filter(user=me, email=addresses["known"], verified=True).exists()


def test_the_log_of_failed_sign_ins_names_nobody(addresses):
    seen("/accounts/login/", {"login": addresses["known"], "password": "wrong-wrong-wrong"}, addresses["known"])
    entry = LogEntry.objects.get(action="users/sign-in-failed")
    assert (entry.actor_id, entry.data) == (None, {})
    assert addresses["known"] not in str(vars(entry))
