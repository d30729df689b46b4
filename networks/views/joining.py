"""Join, ask to join, withdraw, leave, and see who belongs."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from networks import actions
from networks.forms import JoinForm, RequestForm
from networks.forms_joining import LeaveForm, MembersForm
from networks.members import Members
from networks.models import Departure
from portal.cms.forms import bound
from portal.privacy.forms import guarded

from .answers import answer, network_or_404

GET_POST = require_http_methods(["GET", "HEAD", "POST"])
PEOPLE_A_PAGE = 50


@never_cache
@login_required
@GET_POST
def join(request: HttpRequest, pk: int) -> HttpResponse:
    network = network_or_404(request, pk)
    home = network.page.get_url(request)
    if network.admits_at_once(request.user):
        form, done = bound(request, JoinForm), f"You are now a member of {network}."
        act = lambda _: actions.join(network=network, user=request.user)  # noqa: E731
    else:
        form, done = bound(request, RequestForm), "We have passed your request to the convenors. They answer by mail."
        act = lambda data: actions.request_to_join(  # noqa: E731
            network=network, user=request.user, message=data["message"]
        )
    context = {"network": network, "at_once": isinstance(form, JoinForm), "role": network.role_of(request.user)}
    context["waiting"] = network.requests.waiting().filter(user=request.user).exists()
    return answer(request, template="networks/join.html", form=form, act=act, done=done, to=home, context=context)


@never_cache
@login_required
@GET_POST
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    network = network_or_404(request, pk)
    return answer(
        request,
        template="networks/withdraw.html",
        form=bound(request, JoinForm),
        act=lambda _: actions.withdraw_request(network=network, user=request.user),
        done="You have withdrawn your request.",
        to=network.page.get_url(request),
        context={"network": network},
    )


@never_cache
@login_required
@GET_POST
def leave(request: HttpRequest, pk: int) -> HttpResponse:
    network = network_or_404(request, pk)
    if request.method == "GET" and not network.role_of(request.user):
        messages.info(request, "You are not a member of this network.")
        return redirect(network.page.get_url(request))
    listed = network.words.listed
    return answer(
        request,
        template="networks/leave.html",
        form=bound(request, LeaveForm),
        act=lambda data: actions.leave(network=network, user=request.user, reason=data["reason"]),
        done=f"You have left {network}. We have sent you a way back that works for two weeks.",
        to=network.page.get_url(request) if listed or request.method != "POST" else "/networks/",
        context={"network": network},
    )


@never_cache
@login_required
@GET_POST
def come_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Undo one's own leaving: also of a network that one does not see any more."""
    own = Departure.objects.filter(user=request.user, network__page__live=True).select_related("network__page")
    departure = get_object_or_404(own, network=pk)
    network = departure.network
    return answer(
        request,
        template="networks/come_back.html",
        form=bound(request, JoinForm),
        act=lambda _: actions.come_back(network=network, user=request.user),
        done=f"Welcome back. You are a member of {network} again.",
        to=network.page.get_url(request) if network.words.listed or request.method == "POST" else "/networks/",
        context={"network": network, "departure": departure},
    )


@never_cache
@login_required
@GET_POST
def mute(request: HttpRequest, pk: int) -> HttpResponse:
    """Hear nothing of a network, or hear of it again."""
    network = network_or_404(request, pk)
    home = network.page.get_url(request)
    if not network.role_of(request.user):
        messages.info(request, "You are not a member of this network.")
        return redirect(home)
    muted = actions.is_muted(network=network, user=request.user)
    return answer(
        request,
        template="networks/mute.html",
        form=bound(request, JoinForm),
        act=lambda _: actions.mute(network=network, user=request.user, muted="again" not in request.POST),
        done="You hear of this network again." if muted else "You hear nothing of this network until you say so.",
        to=home,
        context={"network": network, "muted": muted},
    )


@never_cache
@login_required
@GET_POST
def vouch(request: HttpRequest, pk: int, request_pk: int) -> HttpResponse:
    """A colleague of the same trust says that somebody who asks to join works there."""
    network = network_or_404(request, pk)
    asked = get_object_or_404(network.requests.waiting().select_related("user__trust__successor"), pk=request_pk)
    tenures = asked.to_vouch(request.user)
    if not tenures:
        raise Http404
    return answer(
        request,
        template="networks/vouch.html",
        form=bound(request, JoinForm),
        act=lambda _: actions.vouch_for_request(request=asked, actor=request.user),
        done=f"Thank you. We have noted that you know {asked.user}.",
        to=network.page.get_url(request),
        context={"network": network, "asked": asked, "tenures": tenures},
    )


@never_cache
@login_required
@require_safe
def members(request: HttpRequest, pk: int) -> HttpResponse:
    network = network_or_404(request, pk)
    if not network.can_see_people(request.user):
        raise PermissionDenied("Only the members of this network may see who belongs to it.")
    actions.note_look(network=network, viewer=request.user, what="members")
    asked = guarded(MembersForm)(request.GET)
    members = Members(network, request.user, asked.cleaned_data if asked.is_valid() else {})
    runs = network.can_run(request.user)
    context = {
        "network": network,
        "departures": network.departures.select_related("user")[:PEOPLE_A_PAGE] if runs else [],
        "unreached": members.unreached,
        "people": Paginator(members.found, PEOPLE_A_PAGE).get_page(request.GET.get("page")),
        "filter": asked,
        "is_filtered": members.is_filtered,
        "member_count": len(members.everybody),
        "unnamed_count": len(members.everybody) - len(members.named),
        "runs": runs,
        "role": members.role,
    }
    return render(request, "networks/members.html", context)
