"""Invitations: convenors write and look after them; whoever got one comes in or declines."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from networks import actions, invitation_links
from networks.addressees import sort_out
from networks.forms import JoinForm
from networks.forms_joining import DeclineInvitationForm, InviteForm
from networks.invited import Invited
from networks.models import Invitation
from networks.models.network import verified_addresses
from portal.cms.forms import bound

from .answers import answer, network_to_run

GET_POST = require_http_methods(["GET", "HEAD", "POST"])


@never_cache
@login_required
@require_safe
def invitations(request: HttpRequest, pk: int) -> HttpResponse:
    network = network_to_run(request, pk)
    actions.note_look(network=network, viewer=request.user, what="invitations")
    context = {"network": network, "invited": Invited(network, show=request.GET.get("show", ""))}
    return render(request, "networks/invitations.html", context)


@never_cache
@login_required
@GET_POST
def invite(request: HttpRequest, pk: int) -> HttpResponse:
    """Read the lines, show who is written to and who is left out, then send."""
    network = network_to_run(request, pk)
    form = bound(request, InviteForm)
    context = {"network": network, "form": form, "cancel_url": reverse("networks:invitations", args=[network.pk])}
    if not form.is_bound or not form.is_valid() or "change" in request.POST:
        return render(request, "networks/invite.html", context, status=422 if form.is_bound and form.errors else 200)
    if "confirmed" in request.POST:
        try:
            rows = actions.invite(
                network=network, people=form.people, actor=request.user, note=form.cleaned_data["note"]
            )
        except ValidationError as refusal:
            form.add_error(None, refusal)
            return render(request, "networks/invite.html", context, status=422)
        messages.success(request, f"{len(rows)} invitation{'' if len(rows) == 1 else 's'} sent.")
        return redirect("networks:invitations", network.pk)
    context["found"] = sort_out(network, form.people)
    return render(request, "networks/invite_preview.html", context)


def of_network(request: HttpRequest, pk: int, invitation_pk: int) -> Invitation:
    network = network_to_run(request, pk)
    return get_object_or_404(network.invitations.with_network(), pk=invitation_pk)


@never_cache
@login_required
@GET_POST
def resend(request: HttpRequest, pk: int, invitation_pk: int) -> HttpResponse:
    row = of_network(request, pk, invitation_pk)
    return answer(
        request,
        template="networks/invitation_resend.html",
        form=bound(request, JoinForm),
        act=lambda _: actions.resend_invitation(invitation=row, actor=request.user),
        done="The invitation is on its way again. It holds for four weeks from now.",
        to=reverse("networks:invitations", args=[pk]),
        context={"network": row.network, "invitation": row},
    )


@never_cache
@login_required
@GET_POST
def revoke(request: HttpRequest, pk: int, invitation_pk: int) -> HttpResponse:
    row = of_network(request, pk, invitation_pk)
    return answer(
        request,
        template="networks/invitation_revoke.html",
        form=bound(request, JoinForm),
        act=lambda _: actions.revoke_invitation(invitation=row, actor=request.user),
        done="The invitation is taken back. Its link opens nothing any more.",
        to=reverse("networks:invitations", args=[pk]),
        context={"network": row.network, "invitation": row},
    )


@require_safe
@never_cache
@invitation_links.private
def invited(request: HttpRequest, token: str) -> HttpResponse:
    """The link of a mail: exchanged for a session that opens this one invitation, and a clean address."""
    row = invitation_links.opened(token)
    if row is None:
        return invitation_links.is_over(request)
    invitation_links.keep(request, row)
    response = redirect("networks:invitation", row.pk)
    response["Referrer-Policy"] = "no-referrer"
    return response


def reached(request: HttpRequest, pk: int) -> tuple[Invitation | None, bool]:
    """The invitation, and whether whoever looks has proved that its address is theirs."""
    by_link = invitation_links.kept(request, pk)
    if not request.user.is_authenticated:
        return by_link, False
    rows = Invitation.objects.exclude(state=Invitation.State.REVOKED).filter(network__page__live=True).with_network()
    own = rows.to(verified_addresses(request.user)).filter(pk=pk).first()
    if own is None and by_link is None:
        raise Http404
    return own or by_link, own is not None


@GET_POST
@never_cache
@invitation_links.private
def invitation(request: HttpRequest, pk: int) -> HttpResponse:
    """GET shows, POST comes in: at once by an account that has proved the address, else as soon as one has."""
    row, own = reached(request, pk)
    if row is None:
        return invitation_links.is_over(request)
    form, status = bound(request, JoinForm), 200
    if form.is_bound and form.is_valid():
        try:
            return come_in(request, row)
        except ValidationError as refusal:
            form.add_error(None, refusal)
            status = 422
    member = request.user.is_authenticated and bool(row.network.role_of(request.user))
    elsewhere = request.user.is_authenticated and not own
    context = {"invitation": row, "network": row.network, "form": form, "member": member, "elsewhere": elsewhere}
    return render(request, "networks/invitation.html", context, status=status)


def come_in(request: HttpRequest, row: Invitation) -> HttpResponse:
    if not request.user.is_authenticated:
        actions.promise_to_join(invitation=row)
        return redirect(f"{reverse('account_signup')}?{urlencode({'email': row.email})}")
    if actions.accept_invitation(invitation=row, user=request.user) is None:
        messages.info(request, "Thank you. You are in as soon as the programme has approved your account.")
        return redirect("users:approval")
    messages.success(request, f"You are now a member of {row.network}.")
    return redirect(row.network.page.get_url(request))


@GET_POST
@never_cache
@invitation_links.private
def decline(request: HttpRequest, pk: int) -> HttpResponse:
    row, own = reached(request, pk)
    if row is None:
        return invitation_links.is_over(request)
    if request.user.is_authenticated and not own:
        raise Http404
    form, status = bound(request, DeclineInvitationForm), 200
    if form.is_bound:
        status = 422
        if form.is_valid():
            try:
                actions.decline_invitation(invitation=row, user=request.user, reason=form.cleaned_data["reason"])
                return redirect("networks:invitation", row.pk)
            except ValidationError as refusal:
                form.add_error(None, refusal)
    context = {"invitation": row, "network": row.network, "form": form}
    return render(request, "networks/invitation_decline.html", context, status=status)
