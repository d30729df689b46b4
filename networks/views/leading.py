"""For staff: name a convenor where a network has none."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from networks import actions
from networks.forms_joining import LeadForm
from networks.models import Network
from portal.cms.forms import bound

from .answers import answer
from .proposing import staff_only


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def lead(request: HttpRequest, pk: int) -> HttpResponse:
    """Also of a confidential network, for as long as nobody leads it."""
    staff_only(request)
    network = get_object_or_404(Network.objects.live().select_related("page"), pk=pk)
    if network.is_led():
        raise Http404
    actions.note_look(network=network, viewer=request.user, what="members")
    return answer(
        request,
        template="networks/lead.html",
        form=bound(request, LeadForm, network=network),
        act=lambda data: actions.name_convenor(membership=data["convenor"], actor=request.user),
        done="They convene the network now. We have told them by mail.",
        to="/networks/",
        context={"network": network},
    )
