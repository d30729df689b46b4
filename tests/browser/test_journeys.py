"""The five journeys, as the people they are for go through them, on the portal that `make run` starts."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import timedelta

import icalendar
from django.utils import timezone
from docx import Document
from playwright.sync_api import TimeoutError

POST = "/blog/first-london-network-meeting/"
OLU = {
    "First name": "Olu",
    "Last name": "Adeyemi",
    "Work email address": "olu.adeyemi@thamesgate.example",
    "Password": "walnut-tram-harvest",
}


def test_a_visitor_reads_comments_and_proposes_a_network(person):
    visitor = person("visitor").goes_to(POST)
    visitor.sees("This was published under the 2010 to 2015 Conservative and Liberal Democrat coalition government")
    visitor.sees("Posted on: 19 February 2014").sees("Deputy Director").sees("In reply to").looks("post")

    visitor.clicks("Leave a comment").looks("comment-form")
    visitor.presses("Send").sees("There is a problem").looks("comment-form-errors")
    visitor.types("Your comment", "We would gladly host the next one.").types("Your name", "Gwen Guest")
    visitor.types("You write as", "NHS employee").types("Your email address", "gwen@public.example")
    visitor.presses("Send").sees("moderator").looks("comment-held")
    visitor.goes_to(POST).does_not_see("We would gladly host the next one.")

    staff = person("moderator").goes_to("/discussion/moderation/")
    staff.sees("We would gladly host the next one.").looks("moderation-queue")
    row = staff.page.locator("article, li, form, tr").filter(has_text="We would gladly host").last
    with staff.page.expect_navigation():
        row.get_by_role("button", name=re.compile("Approve|Publish")).first.click()
    visitor.goes_to(POST).sees("We would gladly host the next one.")

    visitor.sees("Do you have a local network?").clicks("Start one").looks("propose")
    visitor.types("Your name", "Gwen Guest").types("Your email address", "gwen@public.example")
    visitor.page.get_by_label("Region").select_option(label="South West")
    visitor.types("Tell us more", "Four trusts along the coast meet by telephone already.")
    visitor.presses("Send").sees("Thank you").looks("proposed")
    staff.goes_to("/networks/proposals/").sees("Gwen Guest").looks("proposals")


def test_olu_joins_finds_and_registers(person):
    olu = person("olu").goes_to("/accounts/signup/").looks("sign-up")
    for label, text in OLU.items():
        olu.types(label, text)
    olu.page.get_by_label(re.compile("I agree")).check()
    olu.presses("Sign up").sees("Check your").looks("verification-sent")

    mail = olu.opens_mail(OLU["Work email address"], "Confirm your email address")
    olu.goes_to(re.search(r"http://\S+/accounts/confirm-email/\S+", mail).group(0)).looks("confirm-address")
    olu.presses("Confirm")
    olu.page.wait_for_url("**/me/trusts/add/")
    assert olu.page.get_by_label(re.compile("Thamesgate")).is_checked(), "the address suggests it"
    olu.page.get_by_label("What is your role there?").select_option("ovm")
    olu.looks("where-i-work").presses("Save and continue")

    olu.sees("London network").looks("mine-new")
    olu.clicks("London network").looks("network-before-joining")
    olu.chooses("join")
    olu.sends()
    olu.goes_to("/networks/london/").sees("Next meetings").sees("New in the toolbox").looks("network-member")

    olu.goes_to(POST).types("Your comment", "Thamesgate will be there.").presses("Send")
    olu.sees("Thamesgate will be there.")

    olu.page.locator("header input[name=q]").fill("OVM interview script")
    olu.page.keyboard.press("Enter")
    olu.sees("First-contact interview script").looks("search")
    first = olu.page.locator("#results h2 a, #results h3 a").first
    assert first.inner_text().strip() == "First-contact interview script"
    olu.page.get_by_label("Template").first.check()
    olu.presses("Apply filters").sees("First-contact interview script").looks("search-faceted")
    olu.page.locator("main").get_by_role("link", name="First-contact interview script").first.click()
    olu.looks("tool")
    with olu.page.expect_download() as download:
        olu.page.locator("main").get_by_role("link", name=re.compile("First-contact interview script")).first.click()
    assert "interview script" in Document(download.value.path()).paragraphs[0].text

    olu.goes_to("/meetings/").looks("meetings").clicks("New in the role: an hour of questions").looks("meeting")
    register(olu)
    olu.looks("meeting-registered")
    olu.opens_mail(OLU["Work email address"], "New in the role")
    with olu.page.expect_download() as download:
        olu.page.get_by_role("link", name=re.compile(r"\.ics")).first.click()
    calendar = icalendar.Calendar.from_ical(download.value.path().read_bytes())
    (event,) = calendar.walk("VEVENT")
    assert event["DTSTART"].params["TZID"] == "Europe/London"
    olu.goes_to("/me/").sees("New in the role: an hour of questions").looks("mine")


def test_a_finance_director_gets_the_last_place_and_the_next_one_waits(person):
    director, second, ovm = person("finance-director"), person("second-finance-director"), person("ovm")
    address = meeting_of_finance_directors(director)

    ovm.goes_to(address).looks("meeting-not-for-me")
    assert ovm.page.get_by_role("button", name=re.compile("^Register")).count() == 0

    director.goes_to(address).looks("meeting-finance-directors")
    register(director)
    director.sees("You have a place")
    second.goes_to(address).looks("meeting-full")
    register(second)
    second.sees("waiting list").looks("meeting-waiting")

    director.goes_to(address).chooses("cannot come|withdraw|give up")
    director.looks("withdraw")
    director.sends()
    second.goes_to(address).sees("You have a place")
    mailbox = person("somebody").goes_to("/dev/mail/?to=helen.marsh@lambwell.example")
    mailbox.looks("mail-box")
    assert mailbox.page.locator("main").get_by_text("A place is yours").count() == 1


def test_staff_write_guidance_through_a_workflow_and_schedule_it(person, served):
    title = "Asking about residence at the desk"
    editor = person("editor").goes_to("/admin/")
    editor.page.goto(served.url + "/toolbox/")
    toolbox = served.manage("shell", "-v", "0", "-c", TOOLBOX).strip().splitlines()[-1]
    editor.goes_to(f"/admin/pages/add/toolbox/entrypage/{toolbox}/")
    page = editor.page
    page.locator("#id_title").fill(title)
    page.locator("#id_summary").fill("Eligibility starts with residence: one page for receptions and wards.")
    page.locator("#id_type").select_option("guidance")
    write_chapter(page, "Who asks", "The desk asks everybody, once, in the same words.")
    page.locator("#id_owned_by").select_option(label="Joanna Lim")
    page.locator("#id_contact_name").fill("Toolbox team")
    page.locator("#id_contact_email").fill("toolbox@programme.example")
    page.locator("#id_last_reviewed").fill(timezone.localdate().isoformat())
    page.locator("#id_review_by").fill((timezone.localdate() + timedelta(days=300)).isoformat())
    page.get_by_text("Debt recovery", exact=True).first.check()
    editor.keeps_picture("editor")
    more_actions(page)
    with page.expect_navigation():
        page.get_by_role("button", name=re.compile("Submit to")).first.click()
    editor.keeps_picture("editor-submitted")
    editor.sees("in moderation")

    page_id = served.manage("shell", "-v", "0", "-c", DRAFT.format(title=title)).strip().splitlines()[-1]
    reader = person("reader").goes_to("/toolbox/?type=guidance").does_not_see(title)

    searcher = saves_a_misspelt_question(person("ovm"))
    moderator = person("moderator").goes_to(f"/admin/pages/{page_id}/edit/")
    at = timezone.now() + timedelta(days=2)
    served.manage("shell", "-v", "0", "-c", GO_LIVE.format(pk=page_id, at=at.isoformat()))
    moderator.goes_to(f"/admin/pages/{page_id}/edit/")
    moderator.keeps_picture("moderator")
    more_actions(moderator.page)
    moderator.page.get_by_role("button", name=re.compile("^Approve")).first.click()
    moderator.page.wait_for_url("**/admin/pages/**")
    reader.goes_to("/toolbox/?type=guidance").does_not_see(title)

    served.manage("tick", at=at + timedelta(minutes=2))
    reader.goes_to("/toolbox/?type=guidance").sees(title).looks("guidance-list")
    reader.goes_to("/search/?q=residence+at+the+desk").sees(title)
    assert title in reader.page.request.get(served.url + "/toolbox/feed/").text()
    reader.goes_to("/toolbox/?type=guidance").clicks(title).looks("guidance")
    gone = reader.page.url
    served.manage("tick", at=at + timedelta(minutes=4))
    mail = searcher.opens_mail("maya.okafor@northmarsh.example", "New in your search “Eligibility”")
    assert title in mail

    moderator.goes_to(f"/admin/pages/{page_id}/unpublish/")
    moderator.page.get_by_role("button", name=re.compile("Yes, unpublish")).click()
    moderator.page.wait_for_url("**/admin/pages/**")
    assert reader.page.request.get(gone).status == 404
    reader.goes_to("/toolbox/?type=guidance").does_not_see(title)
    reader.goes_to("/search/?q=residence+at+the+desk").does_not_see(title)
    assert title not in reader.page.request.get(served.url + "/toolbox/feed/").text()


def saves_a_misspelt_question(searcher):
    """Who wants to hear by mail of what will answer it."""
    searcher.goes_to("/me/news/settings/").page.get_by_label("What is new in your saved searches").select_option(
        label="By email at once"
    )
    searcher.presses("Save").page.locator("header input[name=q]").fill("how do we ask about elegibility")
    searcher.page.keyboard.press("Enter")
    searcher.sees("Did you mean").looks("search-misspelt")
    searcher.page.get_by_label(re.compile("^Guidance")).first.check()
    searcher.presses("Apply filters").sees("remove this filter").chooses("Save this search")
    searcher.sees("how do we ask about eligibility").looks("save-search")
    searcher.types("Name", "Eligibility").page.get_by_label("Tell me of what is new").check()
    searcher.presses("Save").sees("Eligibility").looks("saved-searches")
    return searcher


def test_a_convenor_approves_requests_and_edits_only_the_own_network(person, served):
    applicant = person("second-finance-director").goes_to("/networks/midlands/")
    applicant.chooses("join")
    applicant.looks("ask-to-join")
    message = applicant.page.locator("main form textarea")
    if message.count():
        message.first.fill("I moved here from London last month.")
    applicant.sends()
    applicant.sees("convenor")

    convenor = person("convenor").goes_to("/networks/london/").looks("network-convenor")
    convenor.clicks("Requests").looks("requests")
    convenor.sees("Noah Norris").chooses("Let in").looks("let-in").presses("Let")
    convenor.goes_to("/networks/london/").chooses("Requests")
    convenor.page.get_by_label("Show", exact=True).select_option("decided")
    convenor.presses("Show").sees("Noah Norris: approved by Ruth Bell").looks("requests-after")
    own, other = served.manage("shell", "-v", "0", "-c", NETWORK_PAGES).strip().splitlines()[-1].split()
    convenor.goes_to(f"/admin/pages/{own}/edit/")
    convenor.keeps_picture("convenor-editor")
    assert convenor.page.goto(f"{served.url}/admin/pages/{other}/edit/").url.endswith("/admin/")


TOOLBOX = "from toolbox.models import ToolboxIndexPage as T; print(T.objects.get().pk)"
DRAFT = "from toolbox.models import EntryPage as E; print(E.objects.get(title='{title}').pk)"
GO_LIVE = (
    "from toolbox.models import EntryPage as E; p = E.objects.get(pk={pk}).get_latest_revision_as_object(); "
    "p.go_live_at = '{at}'; r = p.save_revision()"
)
NETWORK_PAGES = (
    "from networks.models import NetworkPage as N; "
    "print(N.objects.get(slug='london').pk, N.objects.get(slug='midlands').pk)"
)


def register(person) -> None:
    """Press the one button of the panel, and the one of the page behind it if there is one."""
    person.chooses("^register|waiting list")
    if "/register/" in person.page.url:
        person.sends()


def meeting_of_finance_directors(person) -> str:
    person.goes_to("/networks/london/")
    link = person.page.get_by_role("link", name=re.compile("finance directors", re.I))
    addresses = [link.nth(n).get_attribute("href") for n in range(link.count())]
    return next(address for address in addresses if address and address.count("/") > 3)


def write_chapter(page, title: str, words: str) -> None:
    """Add a chapter with a quotation, the one block without an editor of its own."""
    chapters = page.locator("[data-contentpath=chapters]")
    chapters.get_by_role("button", name="Insert a block").first.click()
    chapters.locator("input[name$='-value-title']").fill(title)
    insert = chapters.locator("[data-contentpath=body]").get_by_role("button", name="Insert a block").first
    quotation = page.get_by_role("option", name="Quote").first
    # The editor makes the button's list a moment after the button: a press that comes before it is lost.
    for _ in range(5):
        insert.click()
        with suppress(TimeoutError):
            quotation.wait_for(timeout=5_000)
            break
    quotation.click()
    chapters.locator("textarea[name$='-value-text']").fill(words)


def more_actions(page) -> None:
    """Open the menu beside Wagtail's save button."""
    page.locator("footer [data-w-dropdown-target=toggle], .footer__container [aria-label*='actions' i]").first.click()
