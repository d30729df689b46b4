"""The support programme in Chromium: an analyst, a project manager, a specialist, a finance director and an officer."""

from __future__ import annotations

from datetime import date, timedelta

from .conftest import ADDRESSES

HEADINGS = "ODS code,Measure,Period,Above the line,Below the line,Read on,Status,Reason for a restatement"


def year_now() -> str:
    today = date.today()
    start = today.year - (today.month < 4)
    return f"{start}/{(start + 1) % 100:02d}"


def hand_in(analyst, *lines: str):
    analyst.goes_to("/support/figures/hand-in/")
    content = "\r\n".join([HEADINGS, *lines]).encode()
    analyst.page.locator("input[type=file]").set_input_files(
        {"name": "opportunities.csv", "mimeType": "text/csv", "buffer": content}
    )
    return analyst.presses("See what it would do")


def test_an_analyst_mends_a_file_and_freezes_a_cohort_of_it(person):
    analyst, today, year = person("deputy-director"), date.today().isoformat(), year_now()
    sound = f"Y56-01,income-opportunity,{year},3500000,,{today},provisional,"
    broken = f"Y56-02,income-opportunity,{year},a lot,,{today},provisional,"
    hand_in(analyst, sound, broken).sees("Nothing can be imported yet").sees("This is not a number.")
    analyst.looks("figures-with-errors")
    analyst.clicks("Hand in the mended file")
    hand_in(analyst, sound, broken.replace("a lot", "2900000")).sees("Nothing has been changed yet")
    analyst.presses("Import 2 figures").sees("Imported: 2 figures.")

    analyst.goes_to("/support/cohorts/new/")
    analyst.types("Name", "Above two million").types("Period", year).types("Above", "2000000")
    analyst.page.get_by_label("Measure").select_option(label=opportunity(analyst))
    analyst.presses("See the trusts").sees("2 trusts, £6,400,000 together")
    analyst.clicks("Freeze this list").types("Why these trusts, and why now?", "Most to gain in this invented year.")
    analyst.presses("Freeze this list").sees("Later figures do not change this list.").looks("cohort-frozen")

    later = f"Y56-02,income-opportunity,{year},100,,{today},provisional,Counted twice before"
    hand_in(analyst, later).presses("Import 1 figure").sees("Imported: 1 figure.")
    analyst.goes_to("/support/cohorts/").clicks("Above two million").sees("2 trusts, £6,400,000 together")


def opportunity(analyst) -> str:
    options = analyst.page.get_by_label("Measure").locator("option").all_inner_texts()
    return next(words for words in options if "opportunity" in words.lower())


def test_a_manager_runs_a_visit_and_a_specialist_takes_the_work(person):
    manager, due = person("editor"), date.today() + timedelta(days=30)
    manager.goes_to("/support/packages/")
    manager.page.locator("main table a").first.click()
    manager.sees("What is planned")
    package = manager.page.url
    plan(manager, "Visit", "Day on the wards", due, owner=2)
    manager.sees("Day on the wards").clicks("Finish Day on the wards")
    manager.types("What came of it?", "Everybody is asked alike. Somebody rings up from Monday.")
    manager.sends().sees("Everybody is asked alike.").looks("package-after-a-visit")
    plan(manager, "Action", "Ring the oldest hundred invoices", due, theme="Debt recovery")

    specialist = person("moderator").goes_to(package)
    specialist.chooses("^Take it ?: Ring the oldest").sees("is yours.")
    specialist.clicks("Finish Ring the oldest hundred invoices")
    specialist.types("What came of it?", "Ninety rung, sixty promised.").sends().sees("Ninety rung, sixty promised.")


def plan(manager, kind: str, title: str, due: date, *, theme: str = "", owner: int = 0) -> None:
    manager.clicks("Plan something")
    page = manager.page
    page.get_by_label(kind, exact=True).check()
    page.locator("input[name=title]").fill(title)
    for part, value in (("day", due.day), ("month", due.month), ("year", due.year)):
        page.locator(f"input[name=due_{part}]").fill(str(value))
    if theme:
        page.locator("select[name=theme]").select_option(label=theme)
    page.locator("select[name=owner]").select_option(index=owner)
    manager.sends()


def test_a_finance_director_validates_a_benefit_on_a_phone(person):
    director = person("finance-director")
    director.page.set_viewport_size({"width": 320, "height": 640})
    director.goes_to("/support/trusts/Y56-01/package/").sees("What never changes")
    director.goes_to("/support/trusts/Y56-01/benefits/").sees("Wait")
    director.page.locator("main a", has_text="Somebody rings within thirty days").first.click()
    director.presses("Validate it").sees("Validated. It counts from now on.").looks("benefit-validated")
    assert director.page.get_by_role("button", name="Validate it").count() == 0


def test_an_officer_assesses_the_trust_without_a_script(person):
    officer = person("", javascript=False).signs_in(ADDRESSES["ovm"])
    officer.goes_to("/support/trusts/Y56-02/assessment/")
    officer.chooses("^Begin$|Go on where you were")
    officer.page.locator("main a[href*='/about/']").first.click()
    for _ in range(12):
        if "/about/" not in officer.page.url:
            break
        for group in officer.page.locator("main fieldset").all():
            group.get_by_role("radio").nth(1).check()
        officer.sends()
    officer.chooses("Finish").sees("Finished. Decide about each suggestion below").keeps_picture("assessment-finished")
