"""What watches the portal is told the truth: live, ready, degraded or down."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from portal.home.health import Finding
from portal.notifications import leases
from portal.notifications.models import Mail

pytestmark = pytest.mark.django_db


def test_a_live_process_says_so_without_asking_the_database(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        answer = client.get("/health/live")
    assert (answer.status_code, answer.content) == (200, b"live")


def test_a_portal_with_all_its_parts_is_ready(client):
    answer = client.get("/health/ready")
    assert answer.status_code == 200
    assert answer.json()["state"] == "ok"
    assert "no-store" in answer["Cache-Control"]


def test_waiting_migrations_are_down(client):
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'home'")
    answer = client.get("/health/ready")
    assert answer.status_code == 503
    assert answer.json()["checks"][-1]["name"] == "migrations"


def test_mail_that_nobody_takes_is_degraded_not_down(client):
    Mail.objects.create(
        key="late",
        kind="events/announced",
        to="olu@trust.example",
        subject="Late",
        text="Late",
        message_id="<late@portal.example>",
        due_at=timezone.now() - timedelta(hours=1),
    )
    answer = client.get("/health/ready")
    assert (answer.status_code, answer.json()["state"]) == (200, "degraded")
    assert {"name": "mail", "state": "degraded", "note": "1 late"} in answer.json()["checks"]


def test_a_queue_without_a_worker_is_degraded_until_one_says_that_it_lives(client, settings):
    settings.TASKS = {"default": {"BACKEND": settings.TASK_BACKEND, "QUEUES": []}}
    assert client.get("/health/ready").json()["state"] == "degraded"
    leases.take(name="worker:one", holder="one", seconds=45)
    assert client.get("/health/ready").json()["state"] == "ok"


def away() -> Finding:
    return Finding("search", "degraded", "the engine is away; the database answers")


def test_a_part_that_reports_for_itself_is_asked(client, settings):
    settings.PORTAL_PROVIDERS = {**settings.PORTAL_PROVIDERS, "health": [f"{__name__}.away"]}
    assert client.get("/health/ready").json()["checks"][-1]["name"] == "search"


def test_a_log_line_names_the_page_but_neither_the_query_nor_a_secret_in_the_path(client, caplog):
    caplog.set_level("INFO", "portal.requests")
    answer = client.get("/accounts/confirm-email/very-secret-key/?q=9434765919", headers={"X-Request-ID": "a-known-id"})
    assert answer["X-Request-ID"] == "a-known-id"
    [line] = [record.msg for record in caplog.records if record.name == "portal.requests"]
    assert line["path"] == "/accounts/confirm-email/(?P<key>[-:\\w]+)/$"
    assert line["request_id"] == "a-known-id"
    assert "secret" not in json.dumps(line)
    assert "9434765919" not in json.dumps(line)
