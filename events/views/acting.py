"""What organisers do with many people at once: choose, look again at whom, say yes, and read what became of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.forms import Form
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from networks.actions import note_look
from portal.cms.forms import bound
from portal.users.models import User

from .. import actions
from ..answers import Refused
from ..bulk import Tally
from ..forms import MessageForm, ReasonForm, SureForm
from ..models import EventPage, Registration
from ..roster import Roster
from .meeting import managed_event, show

MOST_KEYS = 5000
SESSION = "events-acted"
State = Registration.State


@dataclass(frozen=True)
class Verb:
    """One thing to do: its name in the list, the question about so many people, and how it is done."""

    label: str
    question: str  # "Mark {} as there?"
    done: str  # "Marked as there"
    run: Callable[[list[Registration], User, dict[str, Any]], Tally]
    form: type[Form] = SureForm
    form_words: dict[str, Any] = field(default_factory=dict)
    back: str = ""  # the verb that takes it back


def write(people: list[Registration], actor: User, said: dict[str, Any]) -> Tally:
    written = actions.write_to(registrations=people, subject=said["subject"], text=said["text"], actor=actor)
    return Tally(done=people) if written else Tally(already=people)


def withdraw(people: list[Registration], actor: User, said: dict[str, Any]) -> Tally:
    """Those who wait go first: a place that comes free is not given to somebody who is to go as well."""
    tally = Tally()
    for person in sorted(people, key=lambda person: person.holds_a_place):
        try:
            actions.withdraw(registration=person, actor=actor, reason=said["reason"])
            tally.done.append(person)
        except Refused as refused:
            if refused.answer.is_already_so:
                tally.already.append(person)
            else:
                tally.skip(person, refused.answer.sentence)
    return tally


def decide(verb: Callable[..., list[Registration]], states: tuple[str, ...], why: str) -> Callable[..., Tally]:
    """A yes or a no to those who asked; who has one already is not told twice."""

    def run(people: list[Registration], actor: User, said: dict[str, Any]) -> Tally:
        changed = {row.pk: row for row in verb(registrations=people, actor=actor, **said)}
        tally = Tally(done=list(changed.values()))
        for person in people:
            if person.pk not in changed and person.state in states:
                tally.already.append(person)
            elif person.pk not in changed:
                tally.skip(person, why)
        return tally

    return run


VERBS: dict[str, Verb] = {
    "approve": Verb(
        "Say yes",
        "Say yes to {}?",
        "Said yes to",
        decide(actions.approve, (State.CONFIRMED, State.OFFERED, State.WAITING), "They do not wait for a yes now."),
    ),
    "decline": Verb(
        "Say no",
        "Say no to {}?",
        "Said no to",
        decide(actions.decline, (State.DECLINED,), "They do not wait for a yes."),
        ReasonForm,
        {"said_to": "It stands in the email that each of them gets.", "required": False},
        back="approve",
    ),
    "place": Verb(
        "Give the next place, out of order",
        "Let {} have the next place?",
        "Given a place",
        lambda people, actor, said: actions.give_next_place(registrations=people, actor=actor, reason=said["reason"]),
        ReasonForm,
        {"said_to": "Others waited longer. The reason stays in the note of each, and the log says who did it."},
    ),
    "withdraw": Verb(
        "Withdraw them",
        "Withdraw {}?",
        "Withdrawn",
        withdraw,
        ReasonForm,
        {"said_to": "It stands in the email that each of them gets."},
    ),
    "write": Verb("Write to them", "Write to {}", "Written to", write, MessageForm),
    "present": Verb(
        "Mark as there",
        "Mark {} as there?",
        "Marked as there",
        lambda people, actor, said: actions.mark_present(registrations=people, actor=actor),
        back="absent",
    ),
    "absent": Verb(
        "Mark as not there",
        "Take back that {} were there?",
        "Marked as not there",
        lambda people, actor, said: actions.mark_present(registrations=people, actor=actor, present=False),
        back="present",
    ),
}


def verbs_for(person: Registration, now: datetime) -> dict[str, Verb]:
    """What can be done with one person now."""
    meeting = person.meeting
    to_come = meeting.is_going_ahead and not meeting.has_started(now)
    marking = actions.takes_marks(meeting, now)
    possible = {
        "approve": to_come and person.state in (State.REQUESTED, State.DECLINED),
        "decline": to_come and person.state == State.REQUESTED,
        "place": to_come and person.is_waiting,
        "withdraw": to_come and not person.has_ended,
        "write": True,
        "present": marking and person.has_a_place and not person.was_present,
        "absent": marking and person.was_present,
    }
    return {name: verb for name, verb in VERBS.items() if possible[name]}


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def act(request: HttpRequest, pk: int) -> HttpResponse:
    """GET asks again, with the names; POST does it to exactly these."""
    event = managed_event(request, pk)
    asked = request.POST if request.method == "POST" else request.GET
    name, query = asked.get("do", ""), asked.get("query", "")
    verb, people = VERBS.get(name), chosen(event, asked)
    back_to = reverse("events:people", args=[pk]) + (f"?{query}" if query else "")
    if verb is None or not people:
        messages.error(request, "Nothing was done. Tick at least one person, and choose what to do.")
        return redirect(back_to)
    form = bound(request, verb.form, **verb.form_words)
    if request.method == "POST" and form.is_valid():
        try:
            tally = verb.run(people, request.user, form.cleaned_data)
        except Refused as refused:
            form.add_error(None, refused.answer.sentence)
        else:
            request.session[SESSION] = kept(event, name, query, tally)
            return redirect("events:acted", pk)
    note_look(network=event.network(), viewer=request.user, what="registrations", target=event.meeting)
    context = {
        "event": event,
        "do": name,
        "verb": verb,
        "query": query,
        "heading": verb.question.format(how_many(len(people))),
        "people": people,
        "keys": ",".join(str(person.pk) for person in people),
        "form": form,
        "cancel_url": back_to,
    }
    return show(request, "events/people_act.html", context, status=422 if form.is_bound and form.errors else 200)


@require_safe
@login_required
def acted(request: HttpRequest, pk: int) -> HttpResponse:
    """What became of it: for whom it was done, and for whom not and why."""
    event = managed_event(request, pk)
    result = request.session.get(SESSION)
    if not result or result["event"] != pk or result["do"] not in VERBS:
        return redirect("events:people", pk)
    keys = [*result["done"], *(key for key, _ in result["skipped"])]
    rows = event.meeting.registrations.filter(pk__in=keys).select_related("trust").in_bulk()
    note_look(network=event.network(), viewer=request.user, what="registrations", target=event.meeting)
    context = {
        "event": event,
        "verb": VERBS[result["do"]],
        "done": [rows[key] for key in result["done"] if key in rows],
        "already": result["already"],
        "skipped": [(rows[key], why) for key, why in result["skipped"] if key in rows],
        "query": result["query"],
        "keys": ",".join(str(key) for key in result["done"]),
    }
    return show(request, "events/people_acted.html", context)


def chosen(event: EventPage, asked: QueryDict) -> list[Registration]:
    """Those who were shown to be agreed to; all that match; or the ticked ones. Of this meeting alone."""
    everybody = Roster(event.meeting, QueryDict(asked.get("query", "")))
    if keys := asked.get("keys", ""):
        return list(everybody.everyone().filter(pk__in=_numbers(keys.split(","))))
    if asked.get("all"):
        return list(everybody.matching()[:MOST_KEYS])
    return list(everybody.everyone().filter(pk__in=_numbers(asked.getlist("who"))))


def how_many(number: int) -> str:
    return "1 person" if number == 1 else f"{number} people"


def kept(event: EventPage, do: str, query: str, tally: Tally) -> dict[str, Any]:
    """The result as keys, for the page that follows."""
    return {
        "event": event.pk,
        "do": do,
        "query": query,
        "done": [row.pk for row in tally.done],
        "already": len(tally.already),
        "skipped": [[row.pk, why] for row, why in tally.skipped],
    }


def _numbers(words: Iterable[str]) -> list[int]:
    return [int(word) for word in list(words)[:MOST_KEYS] if word.isdigit() and len(word) < 10]
