"""Addresses of the toolbox beside its pages."""

from __future__ import annotations

from django.urls import path
from django.views.decorators.http import require_safe

from .feeds import ThemeFeed, ToolboxFeed
from .views import (
    adoption,
    decisions,
    desk,
    drafts,
    entries,
    glossary,
    readings,
    reviews,
    shelves,
    submissions,
    usefulness,
)

app_name = "toolbox"
urlpatterns = [
    path("offer/", entries.offer, name="offer"),
    path("promote/<int:pk>/", entries.promote, name="promote"),
    path("credit/<int:pk>/", entries.credit, name="credit"),
    path("glossary/", glossary.glossary, name="glossary"),
    path("feed/", require_safe(ToolboxFeed()), name="feed"),
    path("themes/<slug:slug>/feed/", require_safe(ThemeFeed()), name="theme_feed"),
    path("drafts/", drafts.drafts, name="drafts"),
    path("drafts/<int:pk>/", drafts.draft, name="draft"),
    path("drafts/open/<int:pk>/", drafts.open_draft, name="open_draft"),
    path("drafts/<int:pk>/close/", drafts.close_draft, name="close_draft"),
    path("drafts/paragraphs/<int:pk>/", drafts.say, name="say_of_paragraph"),
    path("drafts/comments/<int:pk>/answer/", drafts.answer, name="answer_remark"),
    path("adoption/<int:pk>/", adoption.adoption, name="adoption"),
    path("adoption/<int:pk>/say/", adoption.adopt, name="adopt"),
    path("adoption/said/<int:pk>/take-back/", adoption.take_back, name="take_back_adoption"),
    path("at/<str:code>/", adoption.trust_tools, name="trust_tools"),
    path("useful/<int:pk>/", usefulness.useful, name="useful"),
    path("useful/<int:pk>/take-back/", usefulness.take_back_useful, name="take_back_useful"),
    path("useful/<int:pk>/reasons/", usefulness.reasons, name="reasons"),
    path("problems/<int:pk>/", usefulness.problem, name="problem"),
    path("problems/report/<int:pk>/", usefulness.report, name="report_problem"),
    path("feedback/", usefulness.feedback, name="feedback"),
    path("decide/<int:pk>/", decisions.decide, name="decide"),
    path("keep/<int:pk>/", shelves.keep, name="keep"),
    path("shelves/", shelves.shelves, name="shelves"),
    path("shelves/new/", shelves.write_shelf, name="new_shelf"),
    path("shelves/items/<int:pk>/", shelves.item, name="shelf_item"),
    path("shelves/<str:key>/", shelves.shelf, name="shelf"),
    path("shelves/<str:key>/change/", shelves.write_shelf, name="write_shelf"),
    path("shelves/<str:key>/delete/", shelves.delete_shelf, name="delete_shelf"),
    path("shelves/<str:key>/copy/", shelves.copy_shelf, name="copy_shelf"),
    path("this-week/", desk.week, name="this_week"),
    path("this-week/<int:year>-W<int:number>/", desk.week, name="week"),
    path("interview/", desk.interview, name="interview"),
    path("offers/", submissions.mine, name="submissions"),
    path("offers/queue/", submissions.queue, name="submission_queue"),
    path("offers/<int:pk>/", submissions.submission, name="submission"),
    path("offers/<int:pk>/claim/", submissions.claim, name="claim_submission"),
    path("offers/<int:pk>/answer/", submissions.review, name="review_submission"),
    path("offers/<int:pk>/change/", submissions.change, name="change_submission"),
    path("readings/ask/<int:pk>/", readings.ask_to_read, name="ask_to_read"),
    path("readings/<int:pk>/", readings.reading, name="reading"),
    path("readings/<int:pk>/people/", readings.reading_people, name="reading_people"),
    path("readings/<int:pk>/end/", readings.end_reading, name="end_reading"),
    path("reviews/", reviews.reviews, name="reviews"),
    path("reviews/<int:pk>/", reviews.check, name="check_entry"),
    path("archived/<int:pk>/", reviews.archived, name="archived"),
]
