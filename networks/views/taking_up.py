"""For staff: a guest's comment becomes an invitation or a proposal in one step."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from networks import actions
from networks.forms_joining import TakeUpForm
from networks.models import Proposal
from networks.models.proposal import reply_by
from portal.cms.audience import may_see
from portal.cms.forms import bound
from portal.discussion.models import Comment

from .answers import answer
from .proposing import staff_only


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def take_up(request: HttpRequest, comment_pk: int) -> HttpResponse:
    staff_only(request)
    published = Comment.objects.filter(state=Comment.State.PUBLISHED).exclude(guest_email="")
    comment = get_object_or_404(published.select_related("thread__page"), pk=comment_pk)
    if not may_see(request.user, comment.thread.tokens()):
        raise Http404
    form = bound(request, TakeUpForm, initial={"target_date": reply_by(), "kind": suggested(comment)})

    def act(data: dict) -> Proposal:
        kind = Proposal.Kind.JOIN if data["kind"] == TakeUpForm.INVITE else data["kind"]
        return actions.take_up_comment(comment=comment, actor=request.user, **data | {"kind": kind})

    return answer(
        request,
        template="networks/take_up.html",
        form=form,
        act=act,
        done="It is a case now, and they have a mail.",
        to=reverse("networks:proposals"),
        context={"comment": comment, "case": Proposal.objects.filter(comment=comment).first()},
    )


def suggested(comment: Comment) -> str:
    """What most probably is meant, as a first choice: "we have a network" is one to visit."""
    words = comment.body.lower()
    if "start" in words or "set up" in words:
        return Proposal.Kind.START
    return TakeUpForm.INVITE if "join" in words else Proposal.Kind.VISIT
