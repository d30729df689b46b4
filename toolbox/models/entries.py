"""The toolbox: typed entries with an owner, a review date and files to download."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import prefetch_related_objects
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.text import slugify
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel, InlinePanel, MultiFieldPanel
from wagtail.models import Orderable
from wagtail.url_routing import RouteResult

from networks.models import NetworkContentMixin
from portal.cms.audience import may_see, tokens_of
from portal.cms.blocks import BodyBlocks
from portal.cms.collections import files_for
from portal.cms.components import dates
from portal.cms.fields import ChoiceListField
from portal.cms.models import BasePage, BodyField, WaitsInPauses
from portal.cms.panels import PausePanel
from portal.cms.words import plain_text
from portal.organisations.models import Organisation
from portal.users.models import Role

from ..blocks import Chapters
from ..decision_blocks import DecisionSteps, tree_of, wrong_with
from ..editing import EntryForm
from ..listing import Listing
from ..panels import OutlinePanel
from ..querysets import EntryManager
from ..reading import shareable
from ..trees import Tree
from ..vocabulary import ASKING, EntryType, Stage

FEWEST_OPINIONS = 5
MOSTLY = 0.8


class ToolboxIndexPage(BasePage):
    """The front of the toolbox: every tool its reader may see, to search and filter."""

    max_count = 1
    parent_page_types = ["home.HomePage"]
    subpage_types = ["toolbox.EntryPage"]

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        tokens = tokens_of(request.user)
        context["listing"] = Listing(EntryPage.objects.visible_to(request.user), request.GET, tokens=tokens)
        return context


class EntryPage(WaitsInPauses, NetworkContentMixin, BasePage):
    """A tool: guidance, a template, a procedure … with its files, its owner and its review date."""

    type = models.CharField(max_length=20, choices=EntryType)
    themes = ParentalManyToManyField("cms.Theme", related_name="entries", blank=True)
    stages = ChoiceListField("stages of the patient's journey", words=Stage)
    audiences = ChoiceListField("for whom", words=Role, help_text="Leave empty when it is for everybody.")
    trust_types = ChoiceListField(
        "types of trust", words=Organisation.TrustType, help_text="Leave empty when it suits every trust."
    )
    region = models.ForeignKey(
        "organisations.Region",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="entries",
        help_text="Only when it was made for one region.",
    )
    body = BodyField(BodyBlocks(), blank=True)
    chapters = BodyField(
        Chapters(), blank=True, help_text="Guidance is written in chapters; they get a list of contents."
    )
    steps = BodyField(
        DecisionSteps(),
        blank=True,
        verbose_name="questions and outcomes",
        help_text="Of a decision tool. The first question is where everybody begins. A draft may have gaps.",
    )
    external_url = models.URLField("address elsewhere", blank=True)
    edition = models.CharField(max_length=60, blank=True, help_text="For example: 2015-04")
    change_note = models.CharField(
        "what changed",
        max_length=300,
        blank=True,
        help_text="For readers: what is different from what was published before. It stands in the public change log.",
    )
    asked_the_same = models.TextField(
        "everybody is asked the same",
        blank=True,
        help_text="Required for tools of first contact: how this tool makes sure that nobody is picked out by name, "
        "looks or accent.",
    )
    # Wagtail's own `owner` is whoever created the page; this is whoever answers for the tool.
    owned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="owned_entries",
        verbose_name="owner",
    )
    owner_name = models.CharField(
        max_length=200, blank=True, help_text="Filled from the owner; kept when the account is closed."
    )
    credit = models.CharField(
        max_length=200,
        blank=True,
        help_text="Whom the page thanks, as they chose when they offered it; kept when the account is closed.",
    )
    contact_name = models.CharField("contact", max_length=120, help_text="Whom to ask, for example a team.")
    contact_email = models.EmailField(
        "contact's address", help_text="A shared mailbox. It is shown in public, so never a person's own address."
    )
    last_reviewed = models.DateField(help_text="The day somebody last checked that this is right.")
    review_by = models.DateField(help_text="The day by which it must be checked again.")

    objects = EntryManager()
    base_form_class = EntryForm

    parent_page_types = ["toolbox.ToolboxIndexPage", "networks.NetworkPage"]
    subpage_types: list[str] = []
    template = "toolbox/entry_page.html"

    content_panels = [
        PausePanel(),
        *BasePage.content_panels,
        FieldPanel("type"),
        FieldPanel("body"),
        FieldPanel("chapters"),
        MultiFieldPanel([OutlinePanel(), FieldPanel("steps")], heading="Decision tool"),
        InlinePanel("files", label="File", heading="Files to download"),
        FieldPanel("external_url"),
        MultiFieldPanel(
            [
                FieldPanel("themes", widget=forms.CheckboxSelectMultiple),
                FieldPanel("stages"),
                FieldPanel("audiences"),
                FieldPanel("trust_types"),
                FieldPanel("region"),
                FieldPanel("topics"),
            ],
            heading="How people find it",
        ),
        MultiFieldPanel([FieldPanel("asked_the_same")], heading="Fairness"),
        MultiFieldPanel(
            [
                HelpPanel("Every tool has somebody who answers for it and a day on which it is checked again."),
                FieldPanel("owned_by"),
                FieldPanel("credit"),
                FieldPanel("contact_name"),
                FieldPanel("contact_email"),
                FieldRowPanel([FieldPanel("last_reviewed"), FieldPanel("review_by")]),
                FieldPanel("edition"),
                FieldPanel("change_note"),
            ],
            heading="Owner and review",
        ),
    ]

    class Meta:
        verbose_name = "tool"
        indexes = [models.Index(fields=["review_by"])]

    called = "tool"

    @property
    def search_kind(self) -> str:  # type: ignore[override]
        """Guidance is a kind of its own in search; everything else is a tool."""
        return "guidance" if self.type == EntryType.GUIDANCE else "tool"

    # Where it stands

    def route(self, request: HttpRequest, path_components: list[str]) -> RouteResult:
        """The address of a tool in the archive leads those who could read it to what became of it."""
        if not self.live and not path_components and self.may_be_seen_by(request.user) and self.is_archived():
            return RouteResult(self, kwargs={"archived": True})
        return super().route(request, path_components)

    def serve(self, request: HttpRequest, *args: Any, archived: bool = False, **kwargs: Any) -> HttpResponse:
        if archived:
            return redirect("toolbox:archived", self.pk)
        return super().serve(request, *args, **kwargs)

    # What the entry says of itself

    def is_archived(self) -> bool:
        """Whether it left the toolbox because nobody checked it."""
        step = getattr(self, "review_step", None)
        return not self.live and step is not None and step.is_archived

    def is_overdue(self) -> bool:
        """Whether the day of its review has passed."""
        return bool(self.review_by and self.review_by < timezone.localdate())

    @property
    def stage_names(self) -> list[str]:
        return [Stage(value).label for value in self.stages if value in Stage.values]

    @property
    def audience_names(self) -> list[str]:
        return [Role(value).label for value in self.audiences if value in Role.values]

    @property
    def trust_type_names(self) -> list[str]:
        known = Organisation.TrustType
        return [known(value).label for value in self.trust_types if value in known.values]

    @cached_property
    def contents(self) -> list[dict[str, Any]]:
        """The chapters with the anchors that the list of contents leads to."""
        anchors: set[str] = set()
        chapters = []
        for number, block in enumerate(self.chapters, start=1):
            anchor = slugify(block.value["title"]) or "chapter"
            anchor = anchor if anchor not in anchors else f"{anchor}-{number}"
            anchors.add(anchor)
            chapters.append(
                {"number": number, "anchor": anchor, "title": block.value["title"], "body": block.value["body"]}
            )
        return chapters

    @cached_property
    def tree(self) -> Tree:
        """Its questions and outcomes, where it is a decision tool."""
        return tree_of(self.steps)

    @cached_property
    def checked(self) -> Any:
        """How a decision tool was checked before anybody might use it."""
        return next((step.value for step in self.steps if step.block_type == "checked"), None)

    def can_decide(self) -> bool:
        """Whether its questions may be asked: one that got past the editor with a gap is asked nowhere."""
        return self.type == EntryType.DECISION_TOOL and bool(len(self.steps)) and not wrong_with(self.steps)

    def edition_now(self) -> str:
        """By its own name, else by the day of its last review: what answers are checked against."""
        if not self.live:
            return ""
        return f"edition {self.edition}" if self.edition else f"as reviewed on {dates.day(self.last_reviewed)}"

    def waits(self) -> bool:
        """What the toolbox shows everybody is published as news are; a tool for members goes on."""
        return may_see(AnonymousUser(), self.audience())

    # What search asks

    def search_facets(self) -> dict[str, list[tuple[str, str]]]:  # type: ignore[override]
        """Each facet's values, as the address says them and as people read them."""
        return {
            "theme": [(theme.slug, theme.name) for theme in self.themes.all()],
            "stage": list(zip(self.stages, self.stage_names, strict=False)),
            "type": [(self.type, self.get_type_display())],
            "audience": list(zip(self.audiences, self.audience_names, strict=False)),
            "trust_type": list(zip(self.trust_types, self.trust_type_names, strict=False)),
            "region": [(self.region.slug, self.region.name)] if self.region else [],
        }

    def news_touches(self) -> list[models.Model]:
        """Its tags and themes; and the toolbox, where it is for every network."""
        national = [] if self.network() else [ToolboxIndexPage.objects.first()]
        found = [*super().news_touches(), *self.themes.all(), *national]
        return [thing for thing in found if thing is not None]

    def search_body(self) -> str:
        parts = [
            plain_text(self.body),
            plain_text(self.chapters),
            plain_text(self.steps),
            self.asked_the_same,
            self.edition,
        ]
        files = list(self.files.select_related("document__reading", "document__collection"))
        for document in shareable([file.document for file in files], audience=self.audience()):
            names = [file.name for file in files if file.document_id == document.pk]
            parts += [*names, document.filename, document.text]
        return "\n".join(part for part in parts if part)

    def search_standing(self) -> int:
        """A tool whose review is late stands behind one that is in order; one that most found useful before it.

        Most: at least four in five of at least five people.
        """
        if self.is_overdue():
            return -1
        said = self.usefulness.aggregate(all=models.Count("pk"), yes=models.Count("pk", filter=models.Q(useful=True)))
        return int(said["all"] >= FEWEST_OPINIONS and said["yes"] >= said["all"] * MOSTLY)

    # Checking and saving

    def clean(self) -> None:
        super().clean()
        errors: dict[str, str] = {}
        if self.last_reviewed and self.last_reviewed > timezone.localdate():
            errors["last_reviewed"] = "The last review cannot be in the future."
        if self.last_reviewed and self.review_by and self.review_by <= self.last_reviewed:
            errors["review_by"] = "Choose a day after the last review."
        if not self.owned_by_id and not self.owner_name:
            errors["owned_by"] = "Choose the person who answers for this tool."
        if self.type == EntryType.EXTERNAL_LINK and not self.external_url:
            errors["external_url"] = "Enter the address this link leads to."
        if self.type == EntryType.GUIDANCE and not len(self.chapters):
            errors["chapters"] = "Guidance needs at least one chapter."
        if self.asks_people_first() and not self.asked_the_same.strip():
            errors["asked_the_same"] = "Say how this tool makes sure that everybody is asked the same."
        if self.contact_email and self._belongs_to_a_person(self.contact_email):
            errors["contact_email"] = "This is a person's own address. Give a shared mailbox, such as a team's."
        if errors:
            raise ValidationError(errors)

    def asks_people_first(self) -> bool:
        """Whether this is used when a patient is asked for the first time."""
        return Stage.FIRST_CONTACT in self.stages and self.type in ASKING

    def _belongs_to_a_person(self, email: str) -> bool:
        people = self._meta.get_field("owned_by").related_model.objects
        return people.filter(email__iexact=email).exists()

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.owned_by_id:
            self.owner_name = str(self.owned_by)[:200]
        super().save(*args, **kwargs)
        if kwargs.get("update_fields") is None:
            self.write_facets()

    def write_facets(self) -> None:
        """Make the facet rows say what `search_facets()` says. Safe to repeat."""
        wanted = {(facet, value) for facet, values in self.search_facets().items() for value, _label in values}
        present = {(row.facet, row.value): row.pk for row in self.facet_rows.all()}
        gone = [pk for pair, pk in present.items() if pair not in wanted]
        if gone:
            self.facet_rows.filter(pk__in=gone).delete()
        EntryFacet.objects.bulk_create(
            [EntryFacet(entry_id=self.pk, facet=facet, value=value) for facet, value in wanted - present.keys()],
            ignore_conflicts=True,
        )

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        others = EntryPage.objects.visible_to(request.user)
        related = list(others.related_to(self).select_related("region")[:4]) if self.pk else []
        prefetch_related_objects([self, *related] if self.pk else [], "themes")  # one question for page and cards
        context["themes"] = list(self.themes.all())
        context["files"] = files_for(request.user, self.files.select_related("document__collection"))
        context["related"] = related
        context["toolbox_url"] = "/toolbox/"
        context["external_host"] = urlsplit(self.external_url).hostname or ""
        return context


class EntryFile(Orderable):
    """A file of an entry, in the order of the page."""

    entry = ParentalKey(EntryPage, on_delete=models.CASCADE, related_name="files")
    document = models.ForeignKey("files.PortalDocument", models.PROTECT, related_name="entry_files")
    label = models.CharField(max_length=150, blank=True, help_text="Shown instead of the document's title.")

    panels = [FieldPanel("document"), FieldPanel("label")]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return self.label or self.document.title


class EntryFacet(models.Model):
    """One value of one facet of an entry, as it is published: what the list filters by and counts."""

    entry = models.ForeignKey(EntryPage, models.CASCADE, related_name="facet_rows")
    facet = models.CharField(max_length=20)
    value = models.CharField(max_length=80)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["entry", "facet", "value"], name="one_row_for_entry_and_value")]
        indexes = [models.Index(fields=["facet", "value", "entry"])]

    def __str__(self) -> str:
        return f"{self.entry_id}: {self.facet}={self.value}"


def entries_with(document_ids: Iterable[int]) -> models.QuerySet[EntryPage]:
    """The live entries that offer one of these documents."""
    return EntryPage.objects.live().filter(files__document__in=list(document_ids)).distinct()
