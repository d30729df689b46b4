"""For convenors: roles, removing, handing over, the kind of network."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from networks import actions
from networks.forms import DiscussionsForm, HandOverForm, KindForm, RemoveForm, RoleForm
from networks.health import Health
from networks.kinds import KINDS
from networks.log import entries_of
from networks.sight import ChangeOfSight
from portal.audit.names import name_all
from portal.cms.forms import bound

from .answers import answer, network_or_404, network_to_run

LOG_A_PAGE = 50
GET_POST = require_http_methods(["GET", "HEAD", "POST"])


@never_cache
@login_required
@require_safe
def manage(request: HttpRequest, pk: int) -> HttpResponse:
    network = network_to_run(request, pk)
    context = {
        "network": network,
        "convenors": list(network.memberships.with_people().convening()),
        "member_count": network.memberships.active().count(),
        "health": Health(network, request.user),
        "heads": ["Month", "People"],
        "role": network.role_of(request.user),
        "may_edit": network.page.permissions_for_user(request.user).can_edit(),
    }
    return render(request, "networks/manage.html", context)


@never_cache
@login_required
@require_safe
def log_of(request: HttpRequest, pk: int) -> HttpResponse:
    """Who let in, removed, moderated or changed what: for those who run the network."""
    network = network_to_run(request, pk)
    page = Paginator(entries_of(network), LOG_A_PAGE).get_page(request.GET.get("page"))
    page.object_list = list(name_all(page.object_list))
    return render(request, "networks/log.html", {"network": network, "page": page})


@never_cache
@login_required
@GET_POST
def role(request: HttpRequest, pk: int, membership_pk: int) -> HttpResponse:
    network = network_to_run(request, pk)
    person = get_object_or_404(network.memberships.select_related("user"), pk=membership_pk)
    return answer(
        request,
        template="networks/role.html",
        form=bound(request, RoleForm, initial={"role": person.role}),
        act=lambda data: actions.change_role(membership=person, role=data["role"], actor=request.user),
        done=f"The role of {person.user} has been saved.",
        to=reverse("networks:members", args=[network.pk]),
        context={"network": network, "person": person},
    )


@never_cache
@login_required
@GET_POST
def remove(request: HttpRequest, pk: int, membership_pk: int) -> HttpResponse:
    network = network_to_run(request, pk)
    person = get_object_or_404(network.memberships.select_related("user"), pk=membership_pk)
    return answer(
        request,
        template="networks/remove.html",
        form=bound(request, RemoveForm),
        act=lambda data: actions.remove_member(
            membership=person, actor=request.user, reason=data["reason"], barred=data["barred"]
        ),
        done=f"{person.user} is no longer a member. We have told them by mail.",
        to=reverse("networks:members", args=[network.pk]),
        context={"network": network, "person": person},
    )


@never_cache
@login_required
@GET_POST
def hand_over(request: HttpRequest, pk: int) -> HttpResponse:
    network = network_or_404(request, pk)
    if network.role_of(request.user) != "convenor":
        raise PermissionDenied("Only a convenor of this network may hand it over.")
    return answer(
        request,
        template="networks/hand_over.html",
        form=bound(request, HandOverForm, network=network, user=request.user),
        act=lambda data: actions.hand_over(
            network=network, giver=request.user, taker=data["taker"].user, leaving=data["leaving"]
        ),
        done="You have handed the network over. We have told the new convenor by mail.",
        to=network.page.get_url(request) if network.words.listed else "/networks/",
        context={"network": network},
    )


@never_cache
@login_required
@GET_POST
def kind(request: HttpRequest, pk: int) -> HttpResponse:
    """Choose a kind, see who gains and who loses sight, confirm."""
    network = network_to_run(request, pk)
    form = bound(request, KindForm, initial={"kind": network.kind})
    context = {"network": network}
    asks = form.is_bound and form.is_valid() and not form.cleaned_data["confirmed"]
    if asks and form.cleaned_data["kind"] != network.kind:
        chosen = form.cleaned_data["kind"]
        headings = ["Who", "Sees now", "Sees then", "What changes"]
        context |= {"chosen": KINDS[chosen], "change": ChangeOfSight(network, chosen), "headings": headings}
        return render(request, "networks/kind_confirm.html", context)
    return answer(
        request,
        template="networks/kind.html",
        form=form,
        act=lambda data: actions.change_kind(network=network, kind=data["kind"], actor=request.user),
        done="The kind of the network has been changed. It counts at once.",
        to=reverse("networks:manage", args=[network.pk]) if network.role_of(request.user) else "/networks/",
        context=context,
    )


@never_cache
@login_required
@GET_POST
def discussions(request: HttpRequest, pk: int) -> HttpResponse:
    network = network_to_run(request, pk)
    return answer(
        request,
        template="networks/discussions.html",
        form=bound(request, DiscussionsForm, initial={"opened": network.discussions_open}),
        act=lambda data: actions.open_discussions(network=network, opened=data["opened"], actor=request.user),
        done="Saved. It counts at once.",
        to=reverse("networks:manage", args=[network.pk]),
        context={"network": network},
    )
