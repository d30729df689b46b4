"""A full portal in a minute: real pages made the real way, then copied by the thousand inside PostgreSQL."""

from __future__ import annotations

import dataclasses
import itertools
import random
import time
import uuid
from collections.abc import Callable, Iterable
from datetime import timedelta

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from django.core.management import call_command
from django.db import connection, transaction
from django.utils import timezone
from wagtail.models import Page

from events.models import EventPage, Meeting
from networks.models import Membership, Network
from portal.blog.models import PostPage
from portal.cms.models import BasePage, PageAudience, Theme
from portal.discussion.actions import comments_of
from portal.discussion.models import Comment
from portal.home.models import HomePage
from portal.organisations.models import Organisation
from portal.search.engines.database import DatabaseEngine
from portal.search.entries import next_version, rows_of
from portal.search.models import EntryFacet, SearchEntry
from portal.search.pages import findables_of
from portal.users.models import Role, User
from tests.factories.blog import make_blog, make_post
from tests.factories.events import make_event
from tests.factories.networks import make_network
from tests.factories.toolbox import make_entry, make_toolbox

MEMBERS, EVENTS, TOOLS, POSTS, COMMENTS = 5_000, 1_000, 10_000, 2_000, 20_000
COMMENTS_IN_A_THREAD = 50
BASE36 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
# The field's words, the commonest first: "patient" stands in most texts, "maritime" in a few of a hundred.
ABOUT = (
    "patient charging invoice recovery eligibility letter ward urgent payment visitor evidence training deposit tariff "
    "checklist procedure exemption pathway board report interview script residence plan pricing debtor certificate "
    "clinician contact maternity safeguarding informatics reciprocal surcharge student first maritime"
)
WORDS = ABOUT.split()
WEIGHTS = [1 / (place + 3) for place in range(len(WORDS))]
# All the other words of a language, as rare as words are.
OTHERS = ["".join(parts) for parts in itertools.product("bdfglmnprstv", ("a", "e", "io", "u"), ("ck", "lm", "nd", "r"))]
OTHERS = [f"{one}{other}" for one in OTHERS[:64] for other in OTHERS[-64:]]
RARITIES = list(itertools.accumulate(1 / (place + 10) for place in range(len(OTHERS))))

rng = random.Random(37)  # noqa: S311 - the same portal every time


def title(number: int) -> str:
    return f"{' '.join(dict.fromkeys(rng.choices(WORDS, WEIGHTS, k=4))).capitalize()} {number}"


def prose(sentences: int) -> str:
    return " ".join(f"{sentence()}." for _ in range(sentences))


def sentence() -> str:
    told = rng.choices(WORDS, WEIGHTS, k=1) if rng.random() < 0.3 else []
    return " ".join([*rng.choices(OTHERS, cum_weights=RARITIES, k=12 - len(told)), *told]).capitalize()


def text(sentences: int) -> list[tuple[str, str]]:
    return [("text", f"<h2>About</h2><p>{prose(sentences)}</p><p>{prose(sentences)}</p>")]


def fill(say: Callable[[str], None]) -> None:
    """Fill an empty, migrated database."""
    began = time.monotonic()
    call_command("load_demo", verbosity=0)
    home = HomePage.objects.get()
    networks = list(Network.objects.select_related("page")) or [make_network(home, title="London network", kind="open")]
    london = networks[0]
    people = members(networks)
    say(f"{len(people)} members")

    event = make_event(home, title="A national meeting", body=text(4), capacity=100_000)
    later = {"starts_at": "t.starts_at + p.i * interval '7 hours'", "ends_at": "t.ends_at + p.i * interval '7 hours'"}
    events = copy(event, EVENTS * 7 // 10, **later)
    events += copy(
        make_event(home, network=london, title="A network's meeting", body=text(4)), EVENTS * 3 // 10, **later
    )
    meetings(events)
    say(f"{len(events)} events")

    tool = make_entry(make_toolbox(home), title="OVM interview script", summary=prose(1)[:290], body=text(8))
    tools = copy(tool, TOOLS * 9 // 10)
    tools += copy(make_entry(london.page, title="A network's tool", summary=prose(1)[:290], body=text(8)), TOOLS // 10)
    say(f"{len(tools)} tools")

    post = make_post(make_blog(home), title="How we ask everybody", by=("Ada Writer",), body=text(10))
    posts = copy(post, POSTS, posted_on="t.posted_on - p.i::int")
    say(f"{len(posts)} posts")

    talked_about = PostPage.objects.filter(pk__in=posts[: COMMENTS // COMMENTS_IN_A_THREAD - 1])
    talk([post, *talked_about], people)
    say(f"{Comment.objects.count()} comments")
    themes([EventPage, type(tool)])
    say(f"{DatabaseEngine().rebuild()} entries to find")
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    say(f"filled in {time.monotonic() - began:.0f} s")


def members(networks: list[Network]) -> list[User]:
    password, trusts = make_password("bench-only-password"), list(Organisation.objects.filter(kind="trust"))
    people = User.objects.bulk_create(
        User(
            email=f"member-{n}@bench.example",
            first_name="Member",
            last_name=str(n),
            password=password,
            role=rng.choice(Role.values),
            admitted_at=timezone.now(),
            trust=trusts[n % len(trusts)] if trusts else None,
        )
        for n in range(MEMBERS)
    )
    EmailAddress.objects.bulk_create(
        EmailAddress(user=user, email=user.email, verified=True, primary=True) for user in people
    )
    Membership.objects.bulk_create(
        Membership(network=networks[n % len(networks)], user=user) for n, user in enumerate(people)
    )
    return people


@transaction.atomic
def copy(template: BasePage, number: int, **expressions: str) -> list[int]:
    """Copies beside a page: its row in Wagtail's table from here, its own table's row by SQL from its own."""
    template.refresh_from_db()
    parent, base = template.get_parent(), Page.objects.get(pk=template.pk)
    first = int(parent.get_last_child().path[-Page.steplen :], 36) + 1
    fields = [f for f in Page._meta.concrete_fields if not f.primary_key]
    copies = []
    for n in range(number):
        page = Page(**{f.attname: getattr(base, f.attname) for f in fields})
        page.path = parent.path + base36(first + n)
        page.title = page.draft_title = title(n)
        page.slug = f"{base.slug}-{n}"
        page.url_path = f"{parent.url_path}{page.slug}/"
        page.translation_key = uuid.uuid4()
        page.latest_revision_id = page.live_revision_id = None
        page.first_published_at = page.last_published_at = timezone.now() - timedelta(minutes=n)
        copies.append(page)
    copies = Page.objects.bulk_create(copies, batch_size=1000)
    Page.objects.filter(pk=parent.pk).update(numchild=parent.numchild + number)
    copy_own_rows(template, [page.pk for page in copies], expressions)
    tokens = list(template.audience())
    PageAudience.objects.bulk_create(
        (PageAudience(page=page, token=token) for page in copies for token in tokens), batch_size=2000
    )
    findable(template, copies)
    return [page.pk for page in copies]


def copy_own_rows(template: BasePage, ids: list[int], expressions: dict[str, str]) -> None:
    own = [f.column for f in template._meta.local_concrete_fields if not f.primary_key]
    chosen = ", ".join(expressions.get(column, f't."{column}"') for column in own)
    names = ", ".join(f'"{column}"' for column in own)
    table = template._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} (page_ptr_id, {names}) SELECT p.id, {chosen} FROM {table} t, "  # noqa: S608
            "unnest(%s::int[]) WITH ORDINALITY AS p(id, i) WHERE t.page_ptr_id = %s",
            [ids, template.pk],
        )


def findable(template: BasePage, copies: Iterable[Page]) -> None:
    patterns = findables_of(template)
    rows = []
    for page in copies:
        said = [
            dataclasses.replace(
                f, title=page.title, body=prose(20), url=f.url.replace(template.slug, page.slug), page=page.pk
            )
            for f in patterns
        ]
        rows += rows_of(f"page:{page.pk}", said)
    for row in rows:
        row.fresh_at, row.version = row.fresh_at or timezone.now(), next_version()
    rows = SearchEntry.objects.bulk_create(rows, batch_size=1000)
    EntryFacet.objects.bulk_create(
        (
            EntryFacet(entry=row, name=name, value=value, label=label)
            for row in rows
            for name, value, label in row.facets
        ),
        batch_size=2000,
    )


def meetings(ids: list[int]) -> None:
    pattern = {f.attname for f in Meeting._meta.concrete_fields} - {"id", "page_id", "uid", "starts_at", "ends_at"}
    made = []
    for event in EventPage.objects.filter(pk__in=ids):
        like = Meeting.objects.exclude(page__in=ids).filter(page__depth=event.depth).latest("pk")
        made.append(
            Meeting(
                page=event,
                uid=f"bench-{event.pk}",
                starts_at=event.starts_at,
                ends_at=event.ends_at,
                **{name: getattr(like, name) for name in pattern},
            )
        )
    Meeting.objects.bulk_create(made, batch_size=1000)


def themes(models: list[type[BasePage]]) -> None:
    known = list(Theme.objects.values_list("pk", flat=True))
    for model in models:
        through = model.themes.through
        name = f"{model._meta.model_name}_id"
        ids = model.objects.values_list("pk", flat=True)
        through.objects.bulk_create(
            (through(**{name: pk, "theme_id": known[pk % len(known)]}) for pk in ids),
            batch_size=2000,
            ignore_conflicts=True,
        )


def talk(pages: list[BasePage], people: list[User]) -> None:
    threads = [comments_of(page) for page in pages]
    Comment.objects.bulk_create(
        (
            Comment(thread=thread, author=rng.choice(people), body=prose(3), author_title="Overseas Visitor Manager")
            for thread in threads
            for _ in range(COMMENTS_IN_A_THREAD)
        ),
        batch_size=2000,
    )


def base36(number: int) -> str:
    digits = ""
    while number:
        number, digit = divmod(number, 36)
        digits = BASE36[digit] + digits
    return digits.rjust(Page.steplen, "0")
