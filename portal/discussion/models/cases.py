"""Cases: what a question about a patient says in bands, so that nobody can tell who it is about."""

from __future__ import annotations

from django.db import models

from portal.discussion.querysets import CaseQuerySet

from .threads import Thread

ENOUGH = 5
"""So many similar cases must have been asked before one more is no hint at a person."""


class Case(models.Model):
    """The bands of a question. There is no field for a date, a place, a nationality or an illness."""

    class RuleGroup(models.TextChoices):
        """By which rule somebody may or may not pay; never where they come from."""

        RESIDENCE = "residence", "Whether they live here (ordinary residence)"
        SURCHARGE = "surcharge", "Immigration health surcharge"
        EUROPE = "europe", "EU, EFTA and Swiss cards and forms"
        AGREEMENT = "agreement", "Another agreement between countries"
        SERVICE = "service", "A service that is free for everybody"
        CHARGED = "charged", "None of these: charged in full"
        PROTECTED = "protected", "Protected: asylum, trafficking, violence, in custody"
        UNSURE = "unsure", "I do not know which"

    class AgeBand(models.TextChoices):
        ANY = "", "It does not matter here"
        CHILD = "child", "Under 18"
        YOUNGER = "younger", "18 to 39"
        MIDDLE = "middle", "40 to 64"
        OLDER = "older", "65 or over"

    class Setting(models.TextChoices):
        ANY = "", "It does not matter here"
        EMERGENCY = "emergency", "Emergency department, or admitted from it"
        PLANNED = "planned", "Planned care"
        OUTPATIENT = "outpatient", "Outpatients and tests"
        MATERNITY = "maternity", "Maternity"
        COMMUNITY = "community", "Community or elsewhere"

    RARE = frozenset({RuleGroup.PROTECTED, RuleGroup.AGREEMENT})
    """So few people that a moderator always reads first."""

    thread = models.OneToOneField(Thread, models.CASCADE, related_name="case")
    rule_group = models.CharField(max_length=10, choices=RuleGroup)
    age_band = models.CharField(max_length=10, choices=AgeBand, blank=True)
    setting = models.CharField(max_length=10, choices=Setting, blank=True)

    objects = CaseQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["rule_group", "age_band", "setting"])]

    def __str__(self) -> str:
        return f"Case {self.pk}"

    @property
    def bands(self) -> list[tuple[str, str]]:
        """What it says of the patient, in words; what does not matter is left out."""
        said = [
            ("The rule in question", self.get_rule_group_display(), self.rule_group),
            ("Age", self.get_age_band_display(), self.age_band),
            ("Where", self.get_setting_display(), self.setting),
        ]
        return [(label, words) for label, words, value in said if value]

    def is_rare(self) -> bool:
        """Whether so few cases like it were asked that it may point to one person."""
        if self.rule_group in self.RARE:
            return True
        return type(self).objects.asked().like(self).exclude(pk=self.pk)[:ENOUGH].count() < ENOUGH
