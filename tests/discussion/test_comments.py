"""Commenting under a page: members at once, guests after a moderator."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from portal.discussion import actions
from portal.discussion.actions import talking
from portal.discussion.models import LONGEST_COMMENT, Comment
from portal.discussion.refusals import NotTaken
from portal.notifications.actions import tell_at_once
from portal.notifications.models import Mail, Notice
from tests.factories.discussion import make_guest, say
from tests.factories.users import StaffFactory, UserFactory

pytestmark = pytest.mark.django_db

GUEST = {"body": "I welcome this.", "name": "Gwen Guest", "email": "gwen@public.example", "capacity": "NHS employee"}


def form_of(post) -> str:
    return f"/discussion/pages/{post.pk}/comment/"


def test_a_members_comment_appears_at_once_with_the_job_title_of_that_day(client, post):
    member = UserFactory(job_title="Overseas Visitor Manager")
    client.force_login(member)
    response = client.post(form_of(post), {"body": "We do this on Mondays."}, follow=True)
    assert "We do this on Mondays." in response.content.decode()
    member.job_title = "Head of Income"
    member.save()
    page = client.get(post.url).content.decode()
    assert "Overseas Visitor Manager" in page
    assert "Head of Income" not in page


def test_a_guests_comment_waits_and_says_so(client, post):
    response = client.post(form_of(post), GUEST, follow=True)
    assert "awaiting moderation" in response.content.decode()
    assert Comment.objects.get().state == Comment.State.HELD
    assert "I welcome this." not in client.get(post.url).content.decode()


def test_a_published_guest_is_shown_by_name_and_capacity_and_never_by_address(client, post):
    client.post(form_of(post), GUEST)
    moderator = StaffFactory()
    client.force_login(moderator)
    client.post(f"/discussion/moderation/{Comment.objects.get().pk}/approve/")
    client.logout()
    page = client.get(post.url).content.decode()
    assert "Gwen Guest" in page
    assert "NHS employee" in page
    assert "gwen@public.example" not in page


def test_a_comment_about_ones_own_bill_is_held_and_cannot_be_published(client, post):
    client.force_login(UserFactory())
    client.post(form_of(post), {"body": "My bill is wrong.", "about_own_case": "on"})
    held = Comment.objects.get()
    assert held.state == Comment.State.HELD
    client.force_login(StaffFactory())
    client.post(f"/discussion/moderation/{held.pk}/approve/")
    held.refresh_from_db()
    assert held.state == Comment.State.HELD


def test_beside_every_public_box_stands_the_way_to_help_with_a_bill(client, post):
    for user in (None, UserFactory()):
        if user:
            client.force_login(user)
        for address in (post.url, form_of(post)):
            page = client.get(address).content.decode()
            assert "Is this about your own bill or care?" in page
            assert "PALS" in page


def test_the_page_of_an_anonymous_reader_holds_no_token_and_sets_no_cookie(client, post):
    response = client.get(post.url)
    assert "csrfmiddlewaretoken" not in response.content.decode()
    assert not response.cookies


def test_a_staff_reply_carries_the_badge(client, post):
    staff = StaffFactory(job_title="Deputy Director")
    first = say(post)
    say(post, "Would you join a network?", user=staff, parent=first)
    page = client.get(post.url).content.decode()
    assert "Deputy Director" in page
    assert "Programme</strong>" in page


def test_a_closed_account_leaves_its_words(client, post):
    author = UserFactory()
    say(post, "These words stay.", user=author)
    author.delete()
    page = client.get(post.url).content.decode()
    assert "These words stay." in page
    assert "A former member" in page


def test_sent_twice_a_comment_is_taken_once(client, post):
    client.force_login(UserFactory())
    for _ in range(2):
        client.post(form_of(post), {"body": "Once.", "key": "abc"})
    client.post(form_of(post), {"body": "Once.", "key": "another form"})
    assert Comment.objects.count() == 1


def test_two_people_may_say_the_same_with_the_same_key(post):
    say(post, "Agreed.", key="k")
    say(post, "Agreed.", key="k")
    assert Comment.objects.count() == 2


def test_what_was_typed_is_kept_beside_the_error(client, post):
    response = client.post(form_of(post), {**GUEST, "email": "not an address"})
    page = response.content.decode()
    assert "I welcome this." in page
    assert "Gwen Guest" in page
    assert "Enter an email address like" in page
    assert not Comment.objects.exists()


def test_an_empty_comment_is_asked_for(client, post):
    client.force_login(UserFactory())
    assert "Write your comment." in client.post(form_of(post), {"body": "  "}).content.decode()


def test_a_trap_that_only_machines_see_swallows_their_words(client, post):
    response = client.post(form_of(post), {**GUEST, "website": "http://spam.example"})
    assert response.status_code == 302
    assert not Comment.objects.exists()


@pytest.mark.parametrize(
    ("limit", "email"), [("GUEST_LIMIT", "g@public.example"), ("SOURCE_LIMIT", "g{}@public.example")]
)
def test_a_guest_who_writes_very_often_is_asked_to_wait_and_keeps_the_words(client, post, limit, email):
    allowed = getattr(talking, limit)
    for number in range(allowed):
        client.post(form_of(post), {**GUEST, "body": f"Number {number}", "email": email.format(number)})
    response = client.post(form_of(post), {**GUEST, "body": "One more", "email": email.format("x")})
    assert "Wait 10 minutes" in response.content.decode()
    assert "One more" in response.content.decode()
    assert Comment.objects.count() == allowed


def test_markup_in_a_comment_is_text_and_links_carry_no_weight(client, post):
    say(post, "<script>alert(1)</script> <b onclick=x>b</b> see https://a.example/x and javascript:alert(1)")
    page = client.get(post.url).content.decode()
    assert "<script>alert" not in page
    assert "<b onclick" not in page
    assert 'href="https://a.example/x"' in page
    assert "nofollow" in page
    assert 'href="javascript' not in page


def test_a_ten_megabyte_comment_gets_a_clear_answer(client, post):
    client.force_login(UserFactory())
    assert client.post(form_of(post), {"body": "x" * 10_000_000}).status_code == 400
    response = client.post(form_of(post), {"body": "x" * (LONGEST_COMMENT + 1)})
    assert "too long" in response.content.decode()
    assert not Comment.objects.exists()


@pytest.mark.parametrize("field", ["body", "name", "capacity"])
def test_nul_bytes_are_named_as_an_error(client, post, field):
    response = client.post(form_of(post), {**GUEST, field: "a\x00b"})
    assert response.status_code == 422
    assert "There is a problem" in response.content.decode()
    assert not Comment.objects.exists()


def test_a_name_over_two_lines_cannot_reach_a_mails_head(client, post):
    response = client.post(form_of(post), {**GUEST, "name": "Gwen\r\nBcc: all@trust-a.example"})
    assert "on one line only" in response.content.decode()
    assert not Comment.objects.exists()


def test_nobody_answers_a_comment_that_is_held_or_removed(client, post):
    held = actions.comment(page=post, user=_nobody(), body="Held", guest=make_guest())
    client.force_login(UserFactory())
    assert client.get(f"/discussion/comments/{held.pk}/reply/").status_code == 404
    with pytest.raises(NotTaken):
        say(post, "Reply", parent=held)
    assert Comment.objects.count() == 1


def test_where_comments_are_closed_nobody_writes(client, post):
    post.comments_open = False
    post.save()
    client.force_login(UserFactory())
    assert client.post(form_of(post), {"body": "Too late"}).status_code == 403
    with pytest.raises(PermissionDenied):
        actions.comment(page=post, user=_nobody(), body="x", guest=make_guest())


def test_share_links_are_plain_addresses(client, post):
    page = client.get(post.url).content.decode()
    assert "Sharing and comments" in page
    assert 'href="mailto:?subject=' in page
    assert "data-copy=" in page
    assert "<iframe" not in page


def test_a_reply_is_told_to_a_guest_who_asked_and_is_published_and_to_nobody_else(post):
    asked = actions.comment(page=post, user=_nobody(), body="Hello", guest=make_guest(), wants_replies=True)
    quiet = actions.comment(
        page=post, user=_nobody(), body="Quiet", guest=make_guest(email="q@public.example"), wants_replies=False
    )
    Comment.objects.update(state=Comment.State.PUBLISHED)
    for parent in (asked, quiet):
        parent.refresh_from_db()
        say(post, f"Reply to {parent.pk}", parent=parent)
    mail = Mail.objects.get(kind="discussion/guest_reply")
    assert mail.to == "gwen@public.example"
    assert "/stop/" in mail.text


def test_a_member_hears_of_a_reply_but_not_of_ones_own(post):
    member = UserFactory()
    first = say(post, user=member)
    say(post, "More", user=member, parent=first)
    assert not Notice.objects.exists()
    say(post, "An answer", parent=first)
    assert Notice.objects.get().person == member
    assert not Mail.objects.exists()
    tell_at_once(now=timezone.now())
    assert Mail.objects.get().person == member


def test_the_link_that_stops_mail_asks_on_get_and_acts_on_post(client, post):
    first = actions.comment(page=post, user=_nobody(), body="Hello", guest=make_guest(), wants_replies=True)
    Mail.objects.all().delete()
    Comment.objects.update(state=Comment.State.PUBLISHED)
    first.refresh_from_db()
    say(post, "An answer", parent=first)
    address = next(word for word in Mail.objects.get().text.split() if "/stop/" in word)
    address = "/discussion" + address.partition("/discussion")[2]
    assert client.get(address).status_code == 200
    first.refresh_from_db()
    assert first.wants_replies
    client.post(address)
    first.refresh_from_db()
    assert not first.wants_replies
    assert client.get("/discussion/replies/forged/stop/").status_code == 404


def _nobody():
    from django.contrib.auth.models import AnonymousUser

    return AnonymousUser()
