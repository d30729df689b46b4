"""Addresses of networks' verbs, under /networks/. The pages themselves are in the page tree."""

from __future__ import annotations

from django.urls import path

from .views import joining, proposing, running

app_name = "networks"

urlpatterns = [
    path("propose/", proposing.propose, name="propose"),
    path("propose/thank-you/", proposing.proposed, name="proposed"),
    path("proposals/", proposing.proposals, name="proposals"),
    path("proposals/<int:pk>/", proposing.proposal, name="proposal"),
    path("open/", proposing.open_network, name="open"),
    path("<int:pk>/join/", joining.join, name="join"),
    path("<int:pk>/withdraw/", joining.withdraw, name="withdraw"),
    path("<int:pk>/leave/", joining.leave, name="leave"),
    path("<int:pk>/members/", joining.members, name="members"),
    path("<int:pk>/members/<int:membership_pk>/role/", running.role, name="role"),
    path("<int:pk>/members/<int:membership_pk>/remove/", running.remove, name="remove"),
    path("<int:pk>/requests/", running.requests, name="requests"),
    path("<int:pk>/requests/<int:request_pk>/approve/", running.approve, name="approve"),
    path("<int:pk>/requests/<int:request_pk>/decline/", running.decline, name="decline"),
    path("<int:pk>/hand-over/", running.hand_over, name="hand_over"),
    path("<int:pk>/manage/", running.manage, name="manage"),
    path("<int:pk>/manage/kind/", running.kind, name="kind"),
    path("<int:pk>/manage/discussions/", running.discussions, name="discussions"),
]
