"""The development-only mail box, and the staff's report."""

from __future__ import annotations

import re

import pytest
from django.contrib.auth.models import Group, Permission
from django.urls import reverse

from portal.notifications.messages import part
from portal.notifications.models import Mail
from tests.clients import Client
from tests.factories.notifications import MailFactory
from tests.factories.users import StaffFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def mail(db) -> Mail:
    return MailFactory(
        to="olu@trust-a.example",
        subject="Confirm <your> address",
        text="Open https://portal.example/accounts/confirm/abc/ & go on\n",
        html="<html><head></head><body><script>alert(1)</script><a href='/x/'>Go</a></body></html>",
        attachments=[part(name="meeting.ics", type="text/calendar", content=b"BEGIN:VCALENDAR")],
    )


@pytest.fixture
def staff(db) -> Client:
    client = Client(enforce_csrf_checks=True)
    client.force_login(StaffFactory())
    return client


def addresses_of(mail: Mail) -> list[str]:
    return [
        reverse("notifications:mail_box"),
        reverse("notifications:mail", args=[mail.pk]),
        reverse("notifications:mail_html", args=[mail.pk]),
        reverse("notifications:mail_attachment", args=[mail.pk, 0]),
    ]


def test_in_production_nobody_finds_the_mail_box_not_even_staff(staff, mail, settings) -> None:
    for url in addresses_of(mail):
        assert staff.get(url).status_code == 200
    settings.PORTAL_DEV_PAGES = False
    for url in addresses_of(mail):
        assert staff.get(url).status_code == 404, url


def test_the_mail_box_lists_the_newest_first_and_filters_by_address(client, mail) -> None:
    newest = MailFactory(to="kit@trust-b.example")
    assert list(client.get(reverse("notifications:mail_box")).context["mails"]) == [newest, mail]
    assert list(client.get(reverse("notifications:mail_box"), {"to": "OLU@"}).context["mails"]) == [mail]
    assert b"No mail to such an address" in client.get(reverse("notifications:mail_box"), {"to": "\x00nobody@"}).content


def test_a_mail_is_read_with_links_to_follow_and_a_file_to_take(client, mail) -> None:
    page = client.get(reverse("notifications:mail", args=[mail.pk])).content.decode()
    assert 'href="https://portal.example/accounts/confirm/abc/"' in page
    assert "Confirm &lt;your&gt; address" in page
    file = client.get(reverse("notifications:mail_attachment", args=[mail.pk, 0]))
    assert file.content == b"BEGIN:VCALENDAR"
    assert file["Content-Disposition"] == 'attachment; filename="meeting.ics"'
    assert client.get(reverse("notifications:mail_attachment", args=[mail.pk, 1])).status_code == 404


def test_the_html_of_a_mail_runs_nothing(client, mail) -> None:
    answer = client.get(reverse("notifications:mail_html", args=[mail.pk]))
    policy = answer["Content-Security-Policy"]
    assert "script-src" not in policy
    assert "default-src 'none'" in policy
    assert "sandbox" in policy
    assert b'<base target="_blank">' in answer.content


@pytest.mark.parametrize("count", [3, 25])
def test_the_mail_box_costs_the_same_however_full(client, django_assert_max_num_queries, count: int) -> None:
    MailFactory.create_batch(count)
    with django_assert_max_num_queries(3):
        client.get(reverse("notifications:mail_box"))


def test_staff_find_a_failed_mail_and_send_it_again_without_reading_it(staff, mail, settings) -> None:
    settings.PORTAL_MAIL_TRANSPORT = "keep"
    Mail.objects.update(state=Mail.State.FAILED, error="550 No such mailbox")
    MailFactory(to="kit@trust-b.example")
    report = staff.get(reverse("mail_report"), {"state": "failed", "words": "olu"})
    assert [row.pk for row in report.context["object_list"]] == [mail.pk]
    page = report.content.decode()
    assert "550 No such mailbox" in page
    assert "/accounts/confirm/abc/" not in page, "a link in a mail may open somebody's account"
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)[1]
    answer = staff.post(reverse("mail_retry", args=[mail.pk]), {"csrfmiddlewaretoken": token}, follow=True)
    assert b"on its way again" in answer.content
    mail.refresh_from_db()
    assert (mail.state, mail.attempts) == (Mail.State.QUEUED, 0)
    assert staff.get(reverse("mail_retry", args=[mail.pk])).status_code == 405


def test_who_may_read_the_report_may_not_send_again_unless_the_group_may(mail) -> None:
    Mail.objects.update(state=Mail.State.FAILED)
    group = Group.objects.create(name="Help desk")
    group.permissions.set(Permission.objects.filter(codename="access_admin"))
    user = UserFactory()
    user.groups.add(group)
    client = Client()
    client.force_login(user)
    assert client.get(reverse("mail_report")).status_code == 302
    group.permissions.add(Permission.objects.get(codename="view_mail"))
    page = client.get(reverse("mail_report"))
    assert page.status_code == 200
    assert b"Send again" not in page.content
    client.post(reverse("mail_retry", args=[mail.pk]))
    mail.refresh_from_db()
    assert mail.state == Mail.State.FAILED


def test_a_visitor_is_sent_to_sign_in_before_the_report(client, mail) -> None:
    for url in (reverse("mail_report"), reverse("audit_log")):
        assert client.get(url).status_code == 302
    assert client.post(reverse("mail_retry", args=[mail.pk])).status_code == 302
