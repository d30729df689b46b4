"""The demonstration's blog, and what people say under it and in their networks."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from django.utils import timezone
from django.utils.text import slugify

from networks.models import Network
from portal.blog.models import BlogIndexPage, Byline, Category, PostPage
from portal.cms.models import Theme
from portal.discussion.actions import audience_for, comments_of
from portal.discussion.models import Comment, Report, Thread
from portal.discussion.telling import find_thread
from portal.organisations.working_days import moment_after
from portal.users.models import User

from . import careful
from .cast import Cast
from .post_texts import FIRST, NATIONAL, NATIONAL_NOTE, POSTS
from .remark_texts import ANYWHERE, UNDER
from .talk_texts import FIRST_REMARKS, MORE_QUESTIONS, REPLY, REPLY_AGAIN, THREADS, WELCOME

COMMENTS = 200


def load(cast: Cast) -> None:
    blog = BlogIndexPage.objects.get(pk=cast.sections["blog"].pk)
    first = the_first_post(cast, blog)
    posts = [a_post(cast, blog, *words) for words in POSTS]
    blog.featured = posts[2]
    blog.save_revision().publish()
    the_readers_welcome(cast, first)
    for network in cast.networks.values():
        talk(cast, network)
    careful.load(cast, cast.networks["london"])
    remarks(cast, posts)


def the_first_post(cast: Cast, blog: BlogIndexPage) -> PostPage:
    name, title, team = FIRST["byline"]
    post = PostPage(
        **{key: FIRST[key] for key in ("title", "slug", "summary", "posted_on", "body")},
        contact="blog@programme.example",
    )
    post.bylines = [Byline(name=name, job_title=title, on_behalf_of=team)]
    return _publish(cast, blog, post, FIRST["categories"], FIRST["themes"], FIRST["topics"])


def a_post(
    cast: Cast,
    blog: BlogIndexPage,
    title: str,
    summary: str,
    days: int,
    categories: list[str],
    themes: list[str],
    paragraphs: list[str],
    network: str,
) -> PostPage:
    body = [("text", "".join(f"<p>{words}</p>" for words in paragraphs))]
    if title.startswith("National figures"):
        body += [("table", NATIONAL), ("footnote", NATIONAL_NOTE)]
    author = _convenor(cast.networks[network]) if network else cast.people["editor"]
    post = PostPage(title=title, summary=summary, posted_on=cast.today - timedelta(days=days), body=body)
    post.bylines = [Byline(name=str(author), job_title=author.byline, user=author)]
    parent = cast.networks[network].page if network else blog
    return _publish(cast, parent, post, categories, themes, [])


def _publish(
    cast: Cast, parent: object, post: PostPage, categories: list[str], themes: list[str], topics: list[str]
) -> PostPage:
    parent.refresh_from_db()
    post.owner = cast.people["editor"]
    parent.add_child(instance=post)
    post.categories = [Category.objects.get_or_create(name=name, slug=slugify(name))[0] for name in categories]
    post.themes = list(Theme.objects.filter(slug__in=themes))
    post.topics.add(*topics)
    post.save_revision(user=cast.people["editor"]).publish()
    moment = timezone.make_aware(datetime.combine(post.posted_on, time(9)))
    PostPage.objects.filter(pk=post.pk).update(first_published_at=moment, last_published_at=moment)
    return PostPage.objects.get(pk=post.pk)


def the_readers_welcome(cast: Cast, post: PostPage) -> None:
    """A guest is glad; the Deputy Director answers; one comment waits for a moderator, one is reported."""
    thread = comments_of(post)
    day = timezone.make_aware(datetime(2014, 2, 20, 19, 40))
    guest = {"guest_name": "A reader", "guest_email": "reader@public.example", "wants_replies": True}
    welcome = say(thread, None, WELCOME, day, guest_capacity="Taxpayer, service user and NHS employee", **guest)
    director = cast.people["deputy-director"]
    reply = say(thread, director, REPLY, day + timedelta(hours=15), parent=welcome)
    say(thread, None, REPLY_AGAIN, day + timedelta(days=1), parent=reply, guest_capacity="NHS employee", **guest)
    managers = cast.people_of("london")[:6]
    for days, (words, answer) in enumerate(FIRST_REMARKS, start=2):
        said = say(thread, managers.pop(), words, day + timedelta(days=days, hours=-5))
        if answer:
            say(thread, director, answer, day + timedelta(days=days, hours=-3), parent=said)
    waiting = {"state": Comment.State.HELD, "guest_name": "Sam", "guest_email": "sam@public.example"}
    asked = cast.ago(hours=5)
    waiting |= {"held_for": Comment.Hold.GUEST, "decide_by": moment_after(asked, 1)}
    say(thread, None, "Will there be a meeting outside London this year?", asked, **waiting)
    reader = cast.people_of("midlands")[0]
    Report.objects.create(comment=said, reporter=reader, reason="other", words="Is this still so?", created_at=asked)
    Comment.objects.filter(pk=said.pk).update(decide_by=moment_after(asked, 1))


def talk(cast: Cast, network: Network) -> None:
    """Questions and discussions, most with answers, one still open."""
    people = [m.user for m in network.memberships.select_related("user").order_by("pk")]
    written = THREADS if network.page.slug == "london" else cast.rng.sample(THREADS, 2)
    for number, (kind, title, asked, replies) in enumerate(written):
        discuss(cast, network, people, kind, title, asked, replies, days=2 + 6 * number)
    for title, asked, answers in cast.rng.sample(MORE_QUESTIONS, 2):
        heard = answers[: cast.rng.randrange(len(answers) + 1)]
        discuss(cast, network, people, "question", title, asked, heard, days=1 + cast.rng.randrange(40))


def discuss(
    cast: Cast, network: Network, people: list[User], kind: str, title: str, asked: str, replies: list[str], days: int
) -> None:
    moment = cast.ago(days=days, hours=cast.rng.randrange(1, 8))
    by = cast.rng.choice(people)
    others = [person for person in people if person != by] or people
    thread = Thread.objects.create(
        page=network.page, kind=kind, title=title, created_by=by, created_at=moment, audience=audience_for(network.page)
    )
    opening = say(thread, by, asked, moment)
    for number, words in enumerate(replies, start=1):
        author = by if number == len(replies) > 2 else cast.rng.choice(others)
        say(thread, author, words, min(moment + timedelta(hours=3 * number), cast.ago(minutes=20)), parent=opening)
    if kind == "question" and replies:
        thread.status = Thread.Status.ANSWERED
    thread.last_activity = thread.comments.latest("created_at").created_at
    thread.save(update_fields=["status", "last_activity"])
    find_thread(thread)


def remarks(cast: Cast, posts: list[PostPage]) -> None:
    """Under each post what belongs there, by those who may write there; then what fits anywhere, until it is enough."""
    everybody = [p for p in cast.people.values() if p.profile_is_complete() and not p.is_staff]

    def say_under(post: PostPage, words: str, answer: str) -> None:
        network = post.network()
        people = [m.user for m in network.memberships.select_related("user")] if network else everybody
        remark(cast, post, cast.rng.sample(people, 2), words, answer)

    for post in posts:
        for words, answer in UNDER.get(post.title, []):
            say_under(post, words, answer)
    for post, (words, answer) in zip(posts, ANYWHERE, strict=False):
        if Comment.objects.count() < COMMENTS:
            say_under(post, words, answer)


def remark(cast: Cast, post: PostPage, people: list[User], words: str, answer: str) -> None:
    """On a working day after the last remark, in office hours, never in the future."""
    thread = comments_of(post)
    last = thread.comments.published().order_by("-created_at").first()
    day = timezone.localdate(last.created_at) if last else post.posted_on
    day = day + timedelta(days=1) if last else day
    moment = timezone.make_aware(datetime.combine(day, time(9 + cast.rng.randrange(7), cast.rng.randrange(60))))
    moment = min(moment, cast.ago(minutes=90 - thread.comments.count()))
    said = say(thread, people[0], words, moment)
    if answer:
        say(thread, people[1], answer, min(moment + timedelta(minutes=50), cast.ago(minutes=3)), parent=said)


def say(thread: Thread, author: User | None, body: str, moment: datetime, **more: object) -> Comment:
    """A comment as it would have been written then: no mail, no limit."""
    title = {"author_title": author.byline, "is_staff_reply": author.is_staff} if author else {}
    comment = Comment.objects.create(thread=thread, author=author, body=body, created_at=moment, **title, **more)
    first = not thread.comments.exclude(pk=comment.pk).exists()
    if first or (comment.is_published() and moment > thread.last_activity):
        thread.last_activity = moment
        thread.save(update_fields=["last_activity"])
    return comment


def _convenor(network: Network) -> User:
    return network.memberships.convening().select_related("user").order_by("pk").first().user
