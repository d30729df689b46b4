"""The guard in forms: every free-text box passes it, unless a form says why not."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import cache
from pathlib import PurePath
from typing import ClassVar, TypeVar

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from . import guard
from .guard import Verdict
from .identifiers import Kind
from .models import Finding

BUTTON = "guard"  # the name of the buttons that a refused form offers
Outcome = Finding.Outcome
F = TypeVar("F", bound=forms.BaseForm)

WHY = "The portal must hold nothing that could identify a patient."
ASK = "Take it out and send this again, or use a button below the form."
REWORD = "Take it out and send this again."


def is_free_text(field: forms.Field) -> bool:
    """Boxes in which people write what they like. An email address has a shape of its own; a password is never kept."""
    if not isinstance(field, forms.CharField) or isinstance(field, forms.EmailField | forms.UUIDField):
        return False
    return not isinstance(field.widget, forms.PasswordInput | forms.HiddenInput)


class Guarded(forms.BaseForm):
    """A form whose free-text boxes pass the guard.

    A clear hit is refused: the person sees their text with each match replaced, to send in one press. An unclear one
    is refused too, unless the form can be held for a moderator (`guard_holds`): then it may be sent to one as it is.
    """

    # Boxes that need no guard, each with the reason; and kinds that are no matter in a box.
    guard_exempt: ClassVar[Mapping[str, str]] = {}
    guard_allows: ClassVar[Mapping[str, Collection[Kind]]] = {}
    # Boxes whose text may wait for a moderator; and whether all of it waits anyhow, as what guests write.
    guard_holds: ClassVar[Collection[str]] = ()
    guard_waits_anyhow: ClassVar[bool] = False
    # Whether an unclear hit is left to the judgement of the person (an editor), with a word of warning.
    guard_passes_unclear: ClassVar[bool] = False

    def full_clean(self) -> None:
        self.guard_found: dict[str, Verdict] = {}
        self.guard_held: list[Kind] = []
        self.guard_warned: list[Kind] = []
        if self.is_bound and self.data.get(BUTTON) == "replace":
            self._replace()
        super().full_clean()  # type: ignore[misc]

    def _clean_form(self) -> None:
        super()._clean_form()  # type: ignore[misc]
        for name in self.guarded_fields():
            value = self.cleaned_data.get(name)
            if isinstance(value, str) and (verdict := self.guard_inspect(name, value)):
                self._judge(name, verdict)
            for file in value if isinstance(value, list) else [value]:
                if isinstance(file, UploadedFile):
                    self._look_into(name, file)

    @property
    def guard_place(self) -> str:
        return type(self).__name__

    def guarded_fields(self) -> list[str]:
        return [name for name, field in self.fields.items() if self._takes(field) and name not in self.guard_exempt]

    def guard_inspect(self, name: str, value: str) -> Verdict:
        return guard.inspect(value, allow=self.guard_allows.get(name, ()))

    @staticmethod
    def _takes(field: forms.Field) -> bool:
        return is_free_text(field) or isinstance(field, forms.FileField)

    def _judge(self, name: str, verdict: Verdict) -> None:
        place = f"{self.guard_place}.{name}"
        wants_moderator = self.guard_waits_anyhow or self.data.get(BUTTON) == "hold"
        if name in self.guard_holds and (self.data.get(BUTTON) == "hold" or (wants_moderator and not verdict.is_clear)):
            self.guard_held += [kind for kind in verdict.kinds if kind not in self.guard_held]
            return guard.note(verdict=verdict, place=place, outcome=Outcome.HELD)
        if self.guard_passes_unclear and not verdict.is_clear:
            self.guard_warned += verdict.kinds
            return guard.note(verdict=verdict, place=place, outcome=Outcome.PASSED)
        self.guard_found[name] = verdict
        guard.note(verdict=verdict, place=place, outcome=Outcome.BLOCKED)
        self.add_error(name, ValidationError(f"{verdict.sentence} {WHY} {self.guard_advice}", code="guard"))

    @property
    def guard_advice(self) -> str:
        return ASK

    def _look_into(self, name: str, file: UploadedFile) -> None:
        verdict = guard.inspect(file_name_in_words(file.name or ""))
        if verdict.is_clear:
            guard.note(verdict=verdict, place=f"{self.guard_place}.{name} (file name)", outcome=Outcome.BLOCKED)
            sentence = verdict.sentence.replace("this contains", "the name of this file contains")
            self.add_error(name, ValidationError(f"{sentence} {WHY} Rename it and add it again.", code="guard"))

    def _replace(self) -> None:
        """What was sent, with each match replaced: the press that sends what was shown."""
        data = self.data.copy()
        for name in self.guarded_fields():
            key = self.add_prefix(name)
            value = data.get(key)
            if isinstance(value, str) and (verdict := self.guard_inspect(name, value)):
                data[key] = verdict.redacted()
                guard.note(verdict=verdict, place=f"{self.guard_place}.{name}", outcome=Outcome.REPLACED)
        self.data = data

    @property
    def guard_offer(self) -> list[tuple[str, str]]:
        """(label, text with each match replaced) of each box that was refused; nothing when none was."""
        return [
            (str(self[name].label), verdict.redacted())
            for name, verdict in getattr(self, "guard_found", {}).items()
            if name in self.fields
        ]

    @property
    def guard_may_hold(self) -> bool:
        """Whether everything that was refused may wait for a moderator instead."""
        return bool(self.guard_found) and all(name in self.guard_holds for name in self.guard_found)


@cache
def guarded(form: type[F]) -> type[F]:
    """The same form behind the guard. Forms get it by `portal.cms.forms.bound`; nobody has to think of it."""
    if issubclass(form, Guarded):
        return form
    names = {"__module__": form.__module__, "__doc__": form.__doc__, "__qualname__": form.__qualname__}
    return type(form)(form.__name__, (Guarded, form), names)


def file_name_in_words(name: str) -> str:
    """A file's name as words: what joins them counts as a space, and the ending does not count."""
    return PurePath(name).stem.replace("_", " ").replace("%20", " ").replace("+", " ")
