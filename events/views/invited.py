"""What somebody invited does by their link, or signed in: come, send a deputy, decline, and change their mind."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from portal.cms.forms import bound
from portal.users.models import User

from .. import actions, links, narrow
from ..answers import Refused
from ..forms import AcceptForm, DeclineForm, DeputyForm
from ..models import Invitation
from ..standing import invitations_of, is_for_somebody_else
from .meeting import show

FORMS = {"come": AcceptForm, "deputy": DeputyForm, "decline": DeclineForm}
VERBS = {"come": actions.accept_invitation, "deputy": actions.send_deputy, "decline": actions.decline_invitation}


@require_safe
@narrow.secret
def invited(request: HttpRequest, token: str) -> HttpResponse:
    """The link of a mail: exchanged for a session that opens this one invitation, and a clean address."""
    invitation = links.invitation_opened(token)
    if invitation is None:
        return narrow.link_is_over(request)
    narrow.keep(request, f"invitation:{invitation.pk}", invitation.nonce)
    return redirect("events:invitation", invitation.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@narrow.private
def invitation(request: HttpRequest, pk: int, what: str = "come") -> HttpResponse:
    """The invitation and its three answers. GET shows, POST answers: a mail scanner changes nothing."""
    invitation, actor = reached(request, pk)
    if invitation is None:
        return narrow.link_is_over(request)
    form = bound(request, FORMS[what], initial=first_words(invitation) if what == "come" else {})
    refused, status = None, 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                VERBS[what](invitation=invitation, actor=actor, **form.cleaned_data)
                return redirect("events:invitation", pk)
            except Refused as no:
                refused, status = no.answer, 403
    context = page_of(invitation, actor) | {"form": form, "what": what, "refused": refused}
    return show(request, "events/invitation.html", context, status=status)


def reached(request: HttpRequest, pk: int) -> tuple[Invitation | None, User | None]:
    """The invitation and who answers it: an account it names or an assistant, else whoever came by its link (None)."""
    own = invitations_of(request.user).standing().filter(pk=pk).first()
    if own is not None:
        return own, request.user  # type: ignore[return-value]
    by_link = links.standing_invitation(pk, narrow.bond_kept(request, f"invitation:{pk}"))
    if by_link is None and request.user.is_authenticated:
        raise Http404
    return by_link, None


def first_words(invitation: Invitation) -> dict[str, Any]:
    return {"name": invitation.name, "role": invitation.role}


def page_of(invitation: Invitation, actor: User | None) -> dict[str, Any]:
    meeting, event = invitation.meeting, invitation.meeting.page
    for_director = is_for_somebody_else(actor, invitation)
    comes = invitation.state == Invitation.State.ACCEPTED and not for_director  # the joining link is theirs alone
    return {
        "invitation": invitation,
        "registration": invitation.current,
        "meeting": meeting,
        "event": event,
        "can_answer": invitation.can_answer(),
        "for_director": for_director,
        "comes": comes,
        "joining_link": event.joining_link_for(invitation.current, timezone.now()) if comes else "",
        "joining_from": event.joining_from,
    }
