"""Addresses of the support programme's figures, under /support/; its public page is in the page tree."""

from __future__ import annotations

from django.urls import path

from .views import charts, cohorts, figures

app_name = "programme"
urlpatterns = [
    path("measures/", figures.measures, name="measures"),
    path("figures/", figures.figures, name="figures"),
    path("figures/hand-in/", figures.hand_in, name="hand_in"),
    path("figures/<int:pk>/", figures.preview, name="import"),
    path("figures/<int:pk>/confirm/", figures.confirm, name="confirm"),
    path("figures/<int:pk>/discard/", figures.discard, name="discard"),
    path("trusts/<str:code>/figures/", figures.trust, name="trust"),
    path("trusts/<str:code>/figures/confirm/", figures.confirm_period, name="confirm_period"),
    path("trusts/<str:code>/worth/", figures.worth, name="worth"),
    path("trusts/<str:code>/charts/<int:pk>/", charts.chart, name="chart"),
    path("trusts/<str:code>/charts/<int:pk>/picture.svg", charts.picture, name="picture"),
    path("trusts/<str:code>/charts/<int:pk>/steps/", charts.mark, name="mark_step"),
    path("trusts/<str:code>/charts/<int:pk>/steps/<int:step>/unmark/", charts.unmark, name="unmark_step"),
    path("cohorts/", cohorts.cohorts, name="cohorts"),
    path("cohorts/new/", cohorts.draft, name="draft_cohort"),
    path("cohorts/<int:pk>/", cohorts.cohort, name="cohort"),
    path("cohorts/<int:pk>/freeze/", cohorts.freeze, name="freeze_cohort"),
    path("cohorts/<int:pk>/beside/<int:other>/", cohorts.compare, name="compare_cohorts"),
]
