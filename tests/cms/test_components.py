"""Our components draw what the design system draws: the same parameters, the same tree as the published port."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from html.parser import HTMLParser

import jinja2
import pytest
from django import forms
from django.core.paginator import Paginator
from django.template import Context, Template
from django.test import RequestFactory

from portal.cms.components import dates, regions
from portal.cms.forms import NhsDateField

VOID = {"input", "br", "hr", "img", "path", "rect"}


class Tree(HTMLParser):
    """Elements with their attributes and words, without the white space between them."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.root: list = []
        self.stack = [self.root]
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        kept = {name: " ".join((value or "").split()) for name, value in attrs}
        kept["class"] = " ".join(sorted(kept.get("class", "").split()))
        children: list = []
        self.stack[-1].append((tag, tuple(sorted(kept.items())), children))
        if tag not in VOID:
            self.stack.append(children)

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.stack.pop()

    def handle_endtag(self, tag):
        if tag not in VOID:
            self.stack.pop()

    def handle_data(self, data):
        if words := " ".join(data.split()):
            self.stack[-1].append(words)


@pytest.fixture(scope="module")
def oracle():
    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("nhsuk_frontend_jinja"),
        undefined=jinja2.ChainableUndefined,
        autoescape=False,  # noqa: S701
    )

    def draw(name: str, macro: str, /, **params) -> list:
        source = f'{{% from "nhsuk/components/{name}/macro.jinja" import {macro} %}}{{{{ {macro}(params) }}}}'
        return Tree(environment.from_string(source).render(params=params)).root

    return draw


def ours(source: str, **context) -> list:
    return Tree(draw(source, **context)).root


def draw(source: str, **context) -> str:
    return Template(source).render(Context(context))


def test_a_button(oracle):
    assert ours('{% nhs_button "Go" name="a" value="b" %}') == oracle(
        "button", "button", text="Go", name="a", value="b", preventDoubleClick=True
    )


def test_a_link_that_looks_like_a_button(oracle):
    assert ours('{% nhs_button "Go" href="/x" variant="secondary" %}') == oracle(
        "button", "button", text="Go", href="/x", variant="secondary"
    )


def test_a_tag(oracle):
    assert ours('{% nhs_tag "Open" "green" %}') == oracle("tag", "tag", text="Open", colour="green")


def test_an_inset(oracle):
    assert ours("{% nhs_inset %}<p>Here</p>{% endnhs_inset %}") == oracle("inset-text", "insetText", text="Here")


def test_details(oracle):
    assert ours('{% nhs_details "Where" open=True %}Here{% endnhs_details %}') == oracle(
        "details", "details", summaryText="Where", text="Here", open=True
    )


def test_a_warning(oracle):
    source = '{% nhs_warning "Important" %}<p class="nhsuk-card__description">Here</p>{% endnhs_warning %}'
    assert ours(source) == oracle("warning-callout", "warningCallout", heading="Important", text="Here")


def test_a_panel(oracle):
    assert ours('{% nhs_panel "Done" %}ok{% endnhs_panel %}') == oracle("panel", "panel", titleText="Done", text="ok")


def test_a_card(oracle):
    source = '{% nhs_card "H" href="/x" %}<p class="nhsuk-card__description">D</p>{% endnhs_card %}'
    assert ours(source) == oracle("card", "card", heading="H", href="/x", description="D", clickable=True)


def test_a_breadcrumb(oracle):
    items = [{"text": "Home", "href": "/"}, {"text": "Networks", "href": "/networks/"}]
    drawn = oracle("breadcrumb", "breadcrumb", items=items)
    assert ours('{% nhs_breadcrumb "Home" "/" "Networks" "/networks/" %}') == drawn
    assert ours("{% nhs_breadcrumb items %}", items=[("Home", "/"), ("Networks", "/networks/")]) == drawn


def test_a_summary_list(oracle):
    source = """{% nhs_summary %}
      {% nhs_row "When" href="/c" about="when" %}Now{% endnhs_row %}
      {% nhs_row "Where" bare=True %}<b>Here</b>{% endnhs_row %}
    {% endnhs_summary %}"""
    change = {"href": "/c", "text": "Change", "visuallyHiddenText": "when"}
    rows = [
        {"key": {"text": "When"}, "value": {"text": "Now"}, "actions": {"items": [change]}},
        {"key": {"text": "Where"}, "value": {"html": "<b>Here</b>"}},
    ]
    assert ours(source) == oracle("summary-list", "summaryList", rows=rows)


@pytest.mark.parametrize("responsive", [True, False])
def test_a_table(oracle, responsive):
    ours_drawn = ours(
        '{% nhs_table "Invoices" head rows numeric="2" responsive=responsive %}',
        head=["Trust", "Number"],
        rows=[["A", "12"], ["B", "3"]],
        responsive=responsive,
    )
    assert ours_drawn == oracle(
        "tables",
        "table",
        caption="Invoices",
        head=["Trust", {"text": "Number", "format": "numeric"}],
        rows=[["A", {"text": "12", "format": "numeric"}], ["B", {"text": "3", "format": "numeric"}]],
        firstCellIsHeader=True,
        responsive=responsive,
    )


def test_pagination_keeps_what_was_filtered(oracle):
    page = Paginator(range(200), 20).page(5)
    request = RequestFactory().get("/toolbox/?theme=debt&page=5")

    def address(number: int) -> str:
        return f"?theme=debt&page={number}"

    def item(number: int) -> dict:
        return {"number": number, "href": address(number)} | ({"current": True} if number == 5 else {})

    items = [item(1), {"ellipsis": True}, item(4), item(5), item(6), {"ellipsis": True}, item(10)]
    assert ours("{% nhs_pagination page %}", page=page, request=request) == oracle(
        "pagination", "pagination", previous={"href": address(4)}, next={"href": address(6)}, items=items
    )


def test_one_page_needs_no_pagination():
    assert draw("{% nhs_pagination page %}", page=Paginator(range(3), 20).page(1)).strip() == ""


def test_an_error_summary(oracle):
    drawn = oracle(
        "error-summary",
        "errorSummary",
        titleText="There is a problem",
        errorList=[{"text": "Enter name", "href": "#id_name"}],
    )
    assert ours("{% nhs_error_summary errors %}", errors=[("Enter name", "#id_name")]) == drawn


class Form(forms.Form):
    name = forms.CharField(help_text="As on your badge")
    text = forms.CharField(widget=forms.Textarea, required=False)
    region = forms.ChoiceField(choices=[("a", "London"), ("b", "Midlands")])
    kind = forms.ChoiceField(widget=forms.RadioSelect, choices=[("a", "Yes"), ("b", "No")])
    themes = forms.MultipleChoiceField(widget=forms.CheckboxSelectMultiple, choices=[("a", "Debt"), ("b", "Data")])
    agree = forms.BooleanField(label="I agree")
    when = NhsDateField(label="When?", required=False)


def test_an_input_with_hint_and_error(oracle):
    assert ours("{% nhs_field form.name %}", form=Form({"name": ""})) == oracle(
        "input", "input",
        label="Name", hint="As on your badge", errorMessage="Enter name", id="id_name", name="name",
        autocomplete="name", attributes={"aria-invalid": "true"},
    )  # fmt: skip


def test_a_textarea_that_is_optional(oracle):
    assert ours("{% nhs_field form.text %}", form=Form({"text": "a"})) == oracle(
        "textarea", "textarea", label="Text (optional)", id="id_text", name="text", value="a"
    )


def test_a_select(oracle):
    items = [{"value": "a", "text": "London"}, {"value": "b", "text": "Midlands"}]
    assert ours("{% nhs_field form.region %}", form=Form({"region": "b"})) == oracle(
        "select", "select", label="Region", id="id_region", name="region", value="b", items=items
    )


def test_radios_with_an_error(oracle):
    items = [{"id": "id_kind_0", "value": "a", "text": "Yes"}, {"id": "id_kind_1", "value": "b", "text": "No"}]
    assert ours("{% nhs_field form.kind %}", form=Form({"x": "1"})) == oracle(
        "radios", "radios",
        fieldset={"legend": "Kind"}, errorMessage="Choose kind", idPrefix="id_kind", name="kind", items=items,
    )  # fmt: skip


def test_checkboxes(oracle):
    items = [{"id": "id_themes_0", "value": "a", "text": "Debt"}, {"id": "id_themes_1", "value": "b", "text": "Data"}]
    assert ours("{% nhs_field form.themes %}", form=Form({"themes": ["b"]})) == oracle(
        "checkboxes", "checkboxes",
        fieldset={"legend": "Themes"}, idPrefix="id_themes", name="themes", values=["b"], items=items,
    )  # fmt: skip


def test_one_checkbox_is_described_by_its_error(oracle):
    assert ours("{% nhs_field form.agree %}", form=Form({"x": "1"})) == oracle(
        "checkboxes", "checkboxes",
        idPrefix="id_agree", name="agree", errorMessage="Tick the box: I agree",
        items=[{"value": "on", "text": "I agree"}],
    )  # fmt: skip


def test_one_checkbox_carries_its_hint_below_its_words(oracle):
    class Consent(forms.Form):
        replies = forms.BooleanField(required=False, label="Tell me of replies", help_text="By email, never shown.")

    item = {"value": "on", "text": "Tell me of replies", "hint": "By email, never shown."}
    assert ours("{% nhs_field form.replies %}", form=Consent()) == oracle(
        "checkboxes", "checkboxes", idPrefix="id_replies", name="replies", items=[item]
    )


def test_a_label_says_optional_once():
    class Twice(forms.Form):
        region = forms.CharField(required=False, label="Region (optional)")

    assert draw("{{ form }}", form=Twice()).count("(optional)") == 1


def test_a_date_in_three_parts_keeps_what_was_typed_and_names_the_mistake():
    form = Form({"when_day": "31", "when_month": "2", "when_year": "2026"})
    html = draw("{% nhs_field form.when %}", form=form)
    assert 'value="31"' in html
    assert "This is not a real date" in html
    assert NhsDateField().clean(["25", "2", "2026"]) == date(2026, 2, 25)


def test_each_error_of_the_summary_leads_to_a_control_on_the_page():
    html = draw("{{ form }}", form=Form({"x": "1"}))
    targets = [part.split('"')[0] for part in html.split('href="#')[1:]]
    assert len(targets) == 5
    for target in targets:
        assert f'id="{target}"' in html


def test_any_form_is_drawn_in_our_components():
    html = draw("{{ form }}", form=Form())
    assert "nhsuk-input" in html
    assert "nhsuk-radios__input" in html
    assert " required" not in html


def test_words_from_people_are_escaped_in_every_component():
    bad = "<script>alert(1)</script>"
    sources = [
        "{% nhs_button bad href=bad %}{% nhs_tag bad bad %}{% nhs_breadcrumb bad bad %}{% nhs_action_link bad bad %}",
        "{% nhs_details bad %}{{ bad }}{% endnhs_details %}{% nhs_card bad href=bad %}{{ bad }}{% endnhs_card %}",
        "{% nhs_summary %}{% nhs_row bad %}{{ bad }}{% endnhs_row %}{% endnhs_summary %}",
        "{% empty_state bad action=bad href=bad %}{{ bad }}{% endempty_state %}{% who_can_see bad change_url=bad %}",
        "{% person_chip name=bad role=bad trust=bad href=bad %}{% type_badge bad bad %}",
        "{% side_panel bad label=bad %}{{ bad }}{% endside_panel %}{% nhs_panel bad %}{{ bad }}{% endnhs_panel %}",
        "{% nhs_table bad cells rows %}{% nhs_error_summary pairs %}{% nhs_button bad data_x=bad %}",
    ]
    for source in sources:
        html = draw(source, bad=bad, cells=[bad], rows=[[bad]], pairs=[(bad, bad)])
        assert "<script" not in html, source


def test_the_map_names_every_region_in_full_and_links_it():
    links = [{"slug": slug, "url": f"/networks/{slug}/", "note": "3 trusts"} for slug in regions.TILES]
    html = draw("{% region_map links=links %}", links=links)
    for name in ("North East and Yorkshire", "East of England", "South West"):
        assert f'aria-label="{name}, 3 trusts"' in html
    assert html.count("<a ") == 7


def test_the_small_map_says_which_region_is_lit():
    html = draw('{% region_map highlight="London" size="small" %}')
    assert 'aria-label="Region: London"' in html
    assert html.count("region-map__tile--lit") == 1


@pytest.mark.parametrize(
    ("taken", "capacity", "waiting", "words"),
    [(28, 40, 0, "12 places left"), (39, 40, 0, "1 place left"), (40, 40, 0, "Full"), (40, 40, 3, "Full, 3 waiting")],
)
def test_places_are_words_first(taken, capacity, waiting, words):
    html = draw("{% places t c w %}", t=taken, c=capacity, w=waiting)
    assert f">{words}<" in html


def test_a_meeting_without_a_limit_has_places_for_everybody():
    assert "Places for everybody" in draw("{% places 3 None %}")


@pytest.mark.parametrize(
    ("hour", "minute", "words"),
    [(14, 0, "2pm"), (14, 20, "2:20pm"), (9, 5, "9:05am"), (12, 0, "midday"), (0, 0, "midnight"), (12, 30, "12:30pm")],
)
def test_times_are_said_the_nhs_way(hour, minute, words):
    assert dates.clock(datetime(2015, 2, 25, hour, minute, tzinfo=UTC)) == words


def test_a_meeting_in_summer_is_shown_on_the_clock_in_london():
    start = datetime(2026, 7, 1, 13, 0, tzinfo=UTC)
    html = draw("{% nhs_when start end %}", start=start, end=start + timedelta(hours=2))
    assert html == "Wednesday 1 July 2026, 2pm to 4pm"


def test_a_date_is_written_out():
    assert draw("{{ day|nhs_date }}", day=date(2015, 2, 25)) == "25 February 2015"
