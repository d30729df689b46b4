"""Addresses of networks' verbs, under /networks/. The pages themselves are in the page tree."""

from __future__ import annotations

from django.urls import path

from .views import (
    appealing,
    archiving,
    broadcasting,
    coverage,
    deciding,
    filing,
    inviting,
    joining,
    leading,
    proposing,
    running,
    taking_up,
)

app_name = "networks"

urlpatterns = [
    path("propose/", proposing.propose, name="propose"),
    path("propose/thank-you/", proposing.proposed, name="proposed"),
    path("proposals/", proposing.proposals, name="proposals"),
    path("proposals/<int:pk>/", proposing.proposal, name="proposal"),
    path("coverage/", coverage.coverage, name="coverage"),
    path("coverage/<slug:slug>/", coverage.region, name="coverage_of"),
    path("comments/<int:comment_pk>/", taking_up.take_up, name="take_up"),
    path("open/", proposing.open_network, name="open"),
    path("<int:pk>/join/", joining.join, name="join"),
    path("<int:pk>/withdraw/", joining.withdraw, name="withdraw"),
    path("<int:pk>/leave/", joining.leave, name="leave"),
    path("<int:pk>/members/", joining.members, name="members"),
    path("<int:pk>/members/<int:membership_pk>/role/", running.role, name="role"),
    path("<int:pk>/members/<int:membership_pk>/remove/", running.remove, name="remove"),
    path("<int:pk>/requests/", deciding.requests, name="requests"),
    path("<int:pk>/requests/<int:request_pk>/approve/", deciding.approve, name="approve"),
    path("<int:pk>/requests/<int:request_pk>/decline/", deciding.decline, name="decline"),
    path("<int:pk>/requests/<int:request_pk>/vouch/", joining.vouch, name="vouch"),
    path("<int:pk>/come-back/", joining.come_back, name="come_back"),
    path("<int:pk>/mute/", joining.mute, name="mute"),
    path("<int:pk>/bars/", appealing.bars, name="bars"),
    path("<int:pk>/bars/<int:bar_pk>/", appealing.bar, name="bar"),
    path("<int:pk>/bars/<int:bar_pk>/lift/", appealing.lift, name="lift_bar"),
    path("<int:pk>/appeal/", appealing.appeal, name="appeal"),
    path("<int:pk>/invitations/", inviting.invitations, name="invitations"),
    path("<int:pk>/invitations/new/", inviting.invite, name="invite"),
    path("<int:pk>/invitations/<int:invitation_pk>/resend/", inviting.resend, name="resend_invitation"),
    path("<int:pk>/invitations/<int:invitation_pk>/revoke/", inviting.revoke, name="revoke_invitation"),
    path("invited/<str:token>/", inviting.invited, name="invited"),
    path("invitations/<int:pk>/", inviting.invitation, name="invitation"),
    path("invitations/<int:pk>/decline/", inviting.decline, name="decline_invitation"),
    path("<int:pk>/lead/", leading.lead, name="lead"),
    path("<int:pk>/hand-over/", running.hand_over, name="hand_over"),
    path("<int:pk>/manage/", running.manage, name="manage"),
    path("<int:pk>/manage/archive/", archiving.archive, name="archive"),
    path("<int:pk>/manage/log/", running.log_of, name="log"),
    path("<int:pk>/files/", filing.files, name="files"),
    path("<int:pk>/manage/folder/", filing.folder, name="folder"),
    path("<int:pk>/broadcasts/", broadcasting.broadcasts, name="broadcasts"),
    path("<int:pk>/broadcasts/new/", broadcasting.write, name="broadcast_write"),
    path("<int:pk>/broadcasts/<int:broadcast_pk>/", broadcasting.broadcast, name="broadcast"),
    path("quiet/<str:token>/", broadcasting.quiet, name="quiet"),
    path("<int:pk>/manage/kind/", running.kind, name="kind"),
    path("<int:pk>/manage/discussions/", running.discussions, name="discussions"),
]
