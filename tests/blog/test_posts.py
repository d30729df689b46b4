"""A post, as its readers get it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from portal.blog.models import Byline, Category, Government
from portal.files.models import PortalDocument, PortalImage
from portal.search.models import SearchEntry
from tests.factories.blog import make_post
from tests.factories.discussion import fill
from tests.factories.networks import make_member, make_network
from tests.factories.users import UserFactory

pytestmark = pytest.mark.django_db

COALITION = "2010 to 2015 Conservative and Liberal Democrat coalition government"


def read(client, page) -> str:
    response = client.get(page.url)
    assert response.status_code == 200
    return response.content.decode()


def test_a_post_says_who_when_and_under_what(client, post):
    page = read(client, post)
    assert "Jo Writer" in page
    assert "19 February 2014" in page
    assert 'href="/blog/category/networks/"' in page


def test_a_byline_may_be_several_a_guest_and_on_behalf_of_somebody(client, blog):
    post = make_post(blog, by=("Ann One",))
    post.bylines.add(Byline(name="Guy Guest", job_title="Matron", on_behalf_of="Invented Trust"))
    post.save()
    page = read(client, post)
    assert "Ann One" in page
    assert "Guy Guest, Matron, on behalf of Invented Trust" in page


def test_empty_byline_date_and_category_leave_no_stray_labels(client, blog):
    page = read(client, make_post(blog, posted_on=None))
    for label in ("Posted by", "Posted on", "Updated on", "Categories:", "None", "Tags:"):
        assert label not in page


def test_an_update_is_said_only_when_it_is_later(client, blog):
    day = date(2014, 2, 19)
    same = make_post(blog, title="Same", posted_on=day, updated_on=day)
    later = make_post(blog, title="Later", posted_on=day, updated_on=day + timedelta(days=3))
    assert "Updated on" not in read(client, same)
    assert "22 February 2014" in read(client, later)


def test_a_post_survives_the_account_that_wrote_it(client, blog):
    author = UserFactory(first_name="Ada", last_name="Author")
    post = make_post(blog)
    post.bylines.add(Byline(name=str(author), user=author))
    post.save()
    author.delete()
    assert "Ada Author" in read(client, post)


@pytest.mark.parametrize(
    ("day", "banner"),
    [
        (date(2014, 2, 19), COALITION),
        (date(2015, 5, 8), "2015 to 2016 Cameron Conservative government"),
        (date(2024, 7, 4), "2022 to 2024 Sunak Conservative government"),
        (date(2024, 7, 6), ""),
        (date(1996, 1, 1), ""),
    ],
)
def test_a_post_of_an_ended_government_says_so(client, blog, day, banner):
    page = read(client, make_post(blog, posted_on=day))
    assert ("This was published under the" in page) is bool(banner)
    assert banner in page


def test_the_banner_follows_the_table_that_staff_edit(client, blog):
    today = timezone.localdate()
    post = make_post(blog, posted_on=today - timedelta(days=100))
    government = Government.objects.create(name="Present government", took_office=today - timedelta(days=200))
    assert "Present government" not in read(client, post)
    government.left_office = today - timedelta(days=1)
    government.save()
    assert "Present government" in read(client, post)


def test_a_post_leads_to_the_ones_before_and_after_and_to_related_ones(client, blog):
    posts = [
        make_post(blog, title=f"Post number {day}", posted_on=date(2014, 2, day), categories=("Debt",))
        for day in (1, 2, 3)
    ]
    page = read(client, posts[1])
    assert "Previous post" in page
    assert "Next post" in page
    assert "Related posts" in page
    assert "Previous post" not in read(client, posts[0])
    assert "Next post" not in read(client, posts[2])


def test_a_networks_post_is_for_its_readers(client, home, blog):
    network = make_network(home, kind="private")
    inside = make_post(network.page, title="Inside only", posted_on=date(2014, 2, 1), categories=("Secret",))
    make_post(blog, title="Open to all", posted_on=date(2014, 2, 2))
    member = UserFactory()
    make_member(network, member)
    for address in (inside.url, "/blog/category/secret/"):
        assert "Inside only" not in client.get(address).content.decode()
    assert "Inside only" not in read(client, blog)
    assert "Secret" not in read(client, blog)
    client.force_login(member)
    assert "Inside only" in read(client, inside)
    assert "Inside only" in read(client, blog)


def test_the_front_shows_the_featured_post_categories_with_counts_and_months(client, blog):
    first = make_post(blog, title="The featured one", posted_on=date(2014, 2, 19), categories=("Networks",))
    make_post(blog, title="Another", posted_on=date(2014, 3, 1), categories=("Networks", "Debt"))
    Category.objects.create(name="Empty category", slug="empty")
    blog.featured = first
    blog.save()
    page = read(client, blog)
    assert "Featured" in page
    assert '<a href="/blog/category/networks/">Networks</a> (2)' in page
    assert "Empty category" not in page
    assert '<a href="/blog/2014/2/">February 2014</a> (1)' in page


def test_a_month_and_a_category_list_their_posts(client, post):
    for address in ("/blog/2014/2/", "/blog/2014/02/", "/blog/category/networks/"):
        assert post.title in client.get(address).content.decode()


@pytest.mark.parametrize("address", ["/blog/2014/13/", "/blog/9999/1/", "/blog/2013/1/", "/blog/category/none/"])
def test_an_archive_of_nothing_is_not_found(client, post, address):
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("page", ["1000000000", "-1", "x"])
def test_any_page_number_answers(client, post, blog, page):
    assert client.get(f"{blog.url}?page={page}").status_code == 200


def test_every_block_is_drawn_for_everybody(client, blog):
    picture = PortalImage.objects.create(title="Map", licence="Open Government Licence v3.0", file=_picture())
    document = PortalDocument.objects.create(title="Letter", file=ContentFile(b"words", name="letter.txt"))
    body = [
        ("text", "<p>Plain words<b>.</b></p>"),
        ("heading", {"text": "A heading", "level": "2"}),
        ("inset", "<p>Set in</p>"),
        ("details", {"summary": "More", "text": "<p>Hidden at first</p>"}),
        ("callout", {"title": "Mind this", "text": "<p>Careful</p>"}),
        (
            "table",
            {"caption": "Figures", "header": ["Year", "Sum"], "rows": [["2014", "1"]], "first_cell_is_heading": True},
        ),
        ("image", {"image": picture, "alt": "Seven regions", "caption": "The regions"}),
        ("document", document),
        ("video", {"title": "Watch", "url": "https://video.example/1", "transcript": "<p>What is said</p>"}),
        ("quote", {"text": "Ask everybody.", "source": "A manager"}),
        ("footnote", "<p>First note</p>"),
        ("footnote", "<p>Second note</p>"),
        ("related", [{"text": "Elsewhere", "page": None, "url": "https://a.example/"}]),
    ]
    page = read(client, make_post(blog, body=body))
    assert 'scope="col"' in page
    assert 'scope="row"' in page
    assert "<caption" in page
    assert 'alt="Seven regions"' in page
    assert "Open Government Licence" in page
    assert "TXT" in page
    assert "5" in page
    assert "What is said" in page
    assert page.index('id="footnote-1"') < page.index("First note") < page.index('id="footnote-2"')
    assert "<iframe" not in page
    for words in ("Plain words", "A heading", "Set in", "Hidden at first", "Careful", "Ask everybody.", "Elsewhere"):
        assert words in page


def test_a_published_post_is_found_and_an_unpublished_one_is_not(blog):
    post = make_post(blog, title="Overseas debt", posted_on=date(2014, 2, 19), categories=("Debt",), live=False)
    post.save_revision().publish()
    entry = SearchEntry.objects.live().get(key=f"page:{post.pk}")
    assert entry.kind == "post"
    assert ["category", "debt", "Debt"] in [list(facet) for facet in entry.facets]
    assert entry.fresh_at.year == 2014
    post.refresh_from_db()
    post.unpublish()
    assert not SearchEntry.objects.live().filter(key=f"page:{post.pk}").exists()


@pytest.mark.parametrize("number", [10, 50, 100])
def test_a_post_costs_the_same_whatever_is_said_under_it(client, post, number, django_assert_max_num_queries):
    fill(post, number)
    client.get(post.url)
    with django_assert_max_num_queries(15) as spent:
        client.get(post.url)
    _same("post", len(spent))


@pytest.mark.parametrize("number", [1, 9])
def test_the_front_costs_the_same_for_few_and_many_posts(client, blog, number, django_assert_max_num_queries):
    blog.featured = make_post(blog, title="Featured", posted_on=date(2014, 1, 1))
    blog.save()
    for day in range(number):
        make_post(blog, title=f"Post {day}", posted_on=date(2014, 2, day + 1), by=("A", "B"), categories=("Debt",))
    client.get(blog.url)
    with django_assert_max_num_queries(12) as spent:
        client.get(blog.url)
    _same("front", len(spent))


SPENT: dict[str, int] = {}


def _same(what: str, queries: int) -> None:
    assert SPENT.setdefault(what, queries) == queries


def _picture() -> SimpleUploadedFile:
    from io import BytesIO

    from PIL import Image

    out = BytesIO()
    Image.new("RGB", (20, 10), "blue").save(out, "PNG")
    return SimpleUploadedFile("map.png", out.getvalue(), "image/png")


def test_a_member_costs_at_most_six_queries_more(client, post, django_assert_max_num_queries):
    fill(post, 50)
    client.force_login(UserFactory())
    client.get(post.url)
    with django_assert_max_num_queries(21):
        client.get(post.url)
