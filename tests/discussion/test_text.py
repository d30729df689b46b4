"""Comments are text with a few marks: what each becomes, and that nothing else ever does."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from portal.discussion import actions
from portal.discussion.text import as_html, as_words
from portal.privacy.identifiers import Kind
from portal.search.models import SearchEntry
from tests.factories.discussion import say
from tests.factories.networks import make_member, make_network
from tests.factories.users import UserFactory

MAY_STAND = {"p", "br", "ul", "ol", "li", "blockquote", "strong", "a"}


class Seen(HTMLParser):
    """Every element and attribute as a browser's tokenizer finds them."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.other: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))

    def handle_comment(self, data):
        self.other.append(data)

    def handle_decl(self, decl):
        self.other.append(decl)

    handle_pi = unknown_decl = handle_decl


BAIT = st.sampled_from(
    [
        *[
            "<script>",
            "</p>",
            "<img src=x onerror=y>",
            "<!--",
            "](",
            "[x]",
            "javascript:",
            "data:text/html,",
            "![",
            "`",
        ],
        *["https://", "www.a.example", "//evil.example", "<https://x>", "mailto:", "**", "*", "__", "- ", "1. ", "> "],
        *["99999999999. ", "\n", "\n\n", "    ", "# ", "&lt;", "&#x6a;", '"', "'", "|", "\\", "\0", "\u202e", "é"],
        *["0", "a", " onclick=", "!["],
    ]
)
TEXTS = st.one_of(st.text(max_size=200), st.lists(BAIT, max_size=40).map("".join))


@given(TEXTS)
@example("[a](javascript:alert(1))")
@example('[a](https://x.example "onmouseover=alert(1)")')
@example("<a href=javascript:alert(1)>x</a>")
@example('[a](JaVaScRiPt:alert(1)) [b](//evil.example) <javascript:alert(1)> www.x.example/"onclick=')
def test_nothing_but_the_marks_that_we_take_ever_becomes_html(text):
    seen = Seen(as_html(text))
    assert not seen.other
    for tag, attributes in seen.elements:
        assert tag in MAY_STAND
        if tag == "a":
            assert set(attributes) <= {"href", "rel"}
            assert attributes["rel"] == "nofollow ugc noopener"
            address = (attributes.get("href") or "/").lower()  # what is no address at all is taken out
            assert address.startswith(("http://", "https://", "mailto:", "/")), address
            assert not address.startswith("//")
        elif tag == "ol":
            assert set(attributes) <= {"start"} and (attributes.get("start") or "1").isdigit()
        else:
            assert not attributes


@given(st.text(alphabet="ab >-+*_\n#`|é ", max_size=120))
@example(">" * 4000 + "a")
@example("\n".join("  " * depth + "- a" for depth in range(60)))
def test_no_letter_is_lost_however_it_is_marked(text):
    letters = [letter for letter in text if letter.isalpha()]
    assert [letter for letter in as_words(text) if letter.isalpha()] == letters
    read = Seen(as_html(text))
    assert read.elements or not letters


@pytest.mark.parametrize(
    ("typed", "html"),
    [
        ("One\ntwo\n\nthree", "<p>One<br>two</p><p>three</p>"),
        ("- a\n- b", "<ul><li>a</li><li>b</li></ul>"),
        ("2. b\n3. c", '<ol start="2"><li>b</li><li>c</li></ol>'),
        ("> as said", "<blockquote><p>as said</p></blockquote>"),
        ("**bold**, *not*, _not_", "<p><strong>bold</strong>, *not*, _not_</p>"),
        ("[it](https://a.example/)", '<p><a href="https://a.example/" rel="nofollow ugc noopener">it</a></p>'),
        (
            "See www.a.example/x, please.",
            '<p>See <a href="https://www.a.example/x" rel="nofollow ugc noopener">www.a.example/x</a>, please.</p>',
        ),
        ("[it](/toolbox/)", '<p><a href="/toolbox/" rel="nofollow ugc noopener">it</a></p>'),
        ("# no heading\n---", "<p># no heading<br>---</p>"),
        ("    no code `here`", "<p>no code `here`</p>"),
        ("![no](x.png) | no | table |", "<p>![no](x.png) | no | table |</p>"),
        ("<b>no HTML</b> &amp; no entity", "<p>&lt;b&gt;no HTML&lt;/b&gt; &amp;amp; no entity</p>"),
    ],
)
def test_each_mark_becomes_what_it_should_and_the_rest_stays_as_typed(typed, html):
    assert as_html(typed).replace("\n", "") == html


def test_an_excerpt_has_no_marks():
    assert (
        as_words("Ask **everybody**:\n\n- [the form](https://a.example)\n- > twice")
        == "Ask everybody:\nthe form\ntwice"
    )


@pytest.mark.django_db
def test_search_keeps_the_words_without_their_marks(home):
    network, member = make_network(home), UserFactory()
    make_member(network, member)
    asked = {"kind": "question", "title": "How?", "body": "Ask **everybody**, see [the form](https://a.example/)"}
    thread = actions.start_thread(page=network.page, user=member, **asked)
    entry = SearchEntry.objects.get(key=f"thread:{thread.pk}")
    assert entry.body == "Ask everybody, see the form"
    assert "**" not in entry.summary


@pytest.mark.django_db
def test_a_number_half_in_bold_is_one_number_to_the_guard(client, post):
    client.force_login(UserFactory())
    response = client.post(f"/discussion/pages/{post.pk}/comment/", {"body": "NHS number 999 **0000** 018, please"})
    assert response.status_code == 422
    assert Kind.NHS.one in response.content.decode()


@pytest.mark.django_db
def test_somebody_looks_at_their_words_before_they_are_sent(client, post):
    client.force_login(UserFactory())
    sent = {"body": "Ask **everybody**", "look": "1"}
    response = client.post(f"/discussion/pages/{post.pk}/comment/", sent)
    page = response.content.decode()
    assert response.status_code == 200
    assert "Preview: nothing is sent yet" in page and "<strong>everybody</strong>" in page
    assert ">Ask **everybody**</textarea>" in page.replace("\n", "")
    assert not post.threads.filter(comments__isnull=False).exists()
    client.post(f"/discussion/pages/{post.pk}/comment/", {"body": "Ask **everybody**"})
    assert say(post).thread.comments.filter(body="Ask **everybody**").exists()
