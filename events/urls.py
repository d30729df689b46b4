"""Addresses of what people do with meetings, under /events/. The pages themselves stand in the page tree."""

from __future__ import annotations

from django.urls import path

from . import feeds, views

app_name = "events"
urlpatterns = [
    # By a signed link, without an account (events/links.py says how).
    path("link/<slug:purpose>/<str:token>/", views.link, name="link"),
    path("place/<int:pk>/", views.place, name="place"),
    path("place/<int:pk>/withdraw/", views.give_back, name="give_back"),
    path("place/<int:pk>/substitute/", views.substitute, name="substitute"),
    path("invited/<str:token>/", views.invited, name="invited"),
    path("invitation/<int:pk>/", views.invitation, name="invitation"),
    path("invitation/<int:pk>/deputy/", views.invitation, {"what": "deputy"}, name="invitation_deputy"),
    path("invitation/<int:pk>/decline/", views.invitation, {"what": "decline"}, name="invitation_decline"),
    # Invitations, for organisers.
    path("<int:pk>/invitations/", views.invitations, name="invitations"),
    path("<int:pk>/invitations/person/", views.invite, {"how": "person"}, name="invite_person"),
    path("<int:pk>/invitations/list/", views.invite, {"how": "list"}, name="invite_list"),
    path("<int:pk>/invitations/seats/", views.invite_seats, name="invite_seats"),
    path("<int:pk>/invitations/send/", views.send_invitations, name="send_invitations"),
    path("<int:pk>/invitations/remind/", views.remind_invited, name="remind_invited"),
    path("invitation/<int:pk>/revoke/", views.revoke_invitation, name="revoke_invitation"),
    # Directors and their assistants.
    path("desk/", views.desk, name="desk"),
    path("desk/ask/", views.ask_director, name="ask_director"),
    path("desk/appoint/", views.appoint, name="appoint"),
    path("assistant/link/<str:token>/", views.assistant_link, name="assistant_link"),
    path("assistant/<int:pk>/", views.assistant, name="assistant"),
    path("calendar.ics", feeds.everything, name="calendar"),
    path("network/<int:pk>/calendar.ics", feeds.of_network, name="network_calendar"),
    path("mine/", views.mine, name="mine"),
    path("mine/link/", views.make_link, name="make_link"),
    path("mine/link/revoke/", views.revoke_link, name="revoke_link"),
    path("mine/<str:token>/calendar.ics", feeds.of_person, name="my_calendar"),
    path("<int:pk>/calendar.ics", feeds.one, name="event_calendar"),
    path("<int:pk>/offer/", views.offer, name="offer"),
    path("place/<int:pk>/offer/", views.offer_by_link, name="offer_by_link"),
    path("<int:pk>/register/", views.register, name="register"),
    path("<int:pk>/answers/", views.replies, name="replies"),
    path("<int:pk>/needs/", views.needs, name="needs"),
    path("<int:pk>/colleagues/", views.colleagues, name="colleagues"),
    path("colleagues/<int:pk>/withdraw/", views.withdraw_colleague, name="withdraw_colleague"),
    path("<int:pk>/my-answers/", views.change_replies, name="change_replies"),
    path("place/<int:pk>/answers/", views.change_by_link, name="change_by_link"),
    path("<int:pk>/withdraw/", views.withdraw, name="withdraw"),
    path("<int:pk>/call-off/", views.call_off, name="call_off"),
    # Who comes, for organisers
    path("<int:pk>/people/", views.people, name="people"),
    path("<int:pk>/people/act/", views.act, name="act"),
    path("<int:pk>/people/done/", views.acted, name="acted"),
    path("<int:pk>/people/sheet/", views.sign_in_sheet, name="sign_in_sheet"),
    path("<int:pk>/people/register/", views.register_somebody, name="register_somebody"),
    path("<int:pk>/people/<int:registration>/", views.one_of_the_people, name="person"),
    path("attendance/", views.attendance, name="attendance"),
    # The door on the day.
    path("door/<str:code>/", views.ticket, name="ticket"),
    path("door/link/<str:token>/", views.door_opened, name="door_opened"),
    path("<int:pk>/door/", views.door, name="door"),
    path("<int:pk>/door/list/", views.door_list, name="door_list"),
    path("<int:pk>/door/mark/", views.door_mark, name="door_mark"),
    path("<int:pk>/door/undo/", views.door_undo, name="door_undo"),
    path("<int:pk>/door/walk-in/", views.walk_in, name="walk_in"),
    path("<int:pk>/door/link/", views.door_link, name="door_link"),
    # The mails of a meeting, for its organisers.
    path("<int:pk>/mails/", views.mails, name="mails"),
    path("<int:pk>/mails/write/", views.write, name="write"),
    path("<int:pk>/mails/send/<slug:kind>/", views.send_mails, name="send_mails"),
    path("<int:pk>/mails/preview/<slug:name>/", views.mail_preview, name="mail_preview"),
    path("<int:pk>/mails/preview/<slug:name>/html/", views.mail_preview_html, name="mail_preview_html"),
    path("<int:pk>/mails/to/<slug:group>/", views.mails_of, name="mails_of"),
    path("<int:pk>/mails/to/<slug:group>/again/", views.resend, name="resend_mails"),
    # After the meeting
    path("<int:pk>/after/", views.after, name="after"),
    path("<int:pk>/after/publish/", views.publish, name="publish_minutes"),
    path("<int:pk>/after/withdraw/", views.withdraw_minutes, name="withdraw_minutes"),
    path("<int:pk>/files/", views.files, name="files"),
    path("files/<int:pk>/remove/", views.remove_file, name="remove_file"),
    path("<int:pk>/minutes/", views.minutes, name="minutes"),
    path("actions/", views.agreed, name="agreed"),
    path("actions/<int:pk>/finish/", views.finish_action, name="finish_action"),
    path("actions/<int:pk>/change/", views.change_action, name="change_action"),
    path("actions/<int:pk>/reopen/", views.reopen_action, name="reopen_action"),
    path("<int:pk>/certificate.pdf", views.certificate, name="certificate"),
    path("place/<int:pk>/certificate.pdf", views.certificate_by_link, name="certificate_by_link"),
    path("certificate/<slug:number>/", views.certificate_proved, name="certificate_proved"),
]
