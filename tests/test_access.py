"""The access matrix: every address of the portal x five people x GET and POST. A new address without a row fails.

The things asked for stand in a *private* network, so that whoever is not its member must get nothing. A row gives the
status for: a visitor, a member of another network, a member, a convenor, staff. An empty POST stands for "may try":
422 means the form was reached, 302 that it was done.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from inspect import unwrap

import pytest
from django.db import transaction
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from pytest_django import DjangoDbBlocker
from wagtail.models import Page

from tests.access_world import World, build_world
from tests.clients import Client
from tests.conftest import plant_home

pytestmark = pytest.mark.django_db

# Wagtail's admin and allauth's pages answer for themselves; what a convenor reaches there is in tests/networks. Our own
# views behind "admin/" have rows in EDITOR.
ELSEWHERE = {"admin/", "accounts/", "_util/"}
# Wagtail's doors that stand but lead nowhere here: pages and files have no passwords, signing in is allauth's.
# `wagtail_serve` is the page tree: PAGES below.
UNUSED = {
    "wagtail_serve",
    "wagtailcore_login",
    "wagtaildocs_serve",
    "wagtailcore_authenticate_with_password",
    "wagtaildocs_authenticate_with_password",
}


@dataclass(frozen=True)
class Row:
    get: str
    post: str
    about: str = ""  # the name of a thing in the world whose pk the address takes


MATRIX: dict[str, Row] = {
    "search:results": Row("200 200 200 200 200", "405 405 405 405 405"),
    "searches:mine": Row("302 200 200 200 200", "302 405 405 405 405"),
    "searches:save": Row("302 302 302 302 302", "302 302 302 302 302"),
    "searches:recent": Row("302 405 405 405 405", "302 302 302 302 302"),
    "searches:change": Row("302 404 200 404 404", "302 404 422 404 404", "saved search"),
    "searches:delete": Row("302 405 405 405 405", "302 404 302 404 404", "saved search"),
    "searches:take_back": Row("302 405 405 405 405", "302 404 302 404 404", "saved search"),
    "search:opened": Row("405 405 405 405 405", "204 204 204 204 204", "text"),
    "search:answer": Row("200 200 200 200 200", "422 422 422 422 422"),
    "search:thanks": Row("200 200 200 200 200", "405 405 405 405 405"),
    "search:suggest": Row("200 200 200 200 200", "405 405 405 405 405"),
    "sitemap": Row("200 200 200 200 200", "405 405 405 405 405"),
    "robots": Row("200 200 200 200 200", "405 405 405 405 405"),
    "media": Row("404 404 200 200 404", "405 405 405 405 405", "picture"),
    "document": Row("404 404 200 200 404", "405 405 405 405 405", "document"),
    "document_preview": Row("404 404 200 200 404", "405 405 405 405 405", "document in a preview"),
    "file_version": Row("404 404 200 200 404", "405 405 405 405 405", "file version"),
    "programme:measures": Row("302 200 200 200 200", "302 405 405 405 405"),
    "programme:figures": Row("302 403 403 403 403", "302 405 405 405 405"),
    "programme:hand_in": Row("302 403 403 403 403", "302 403 403 403 403"),
    "programme:import": Row("302 404 404 404 404", "302 405 405 405 405", "figure import"),
    "programme:confirm": Row("405 405 405 405 405", "302 404 404 404 404", "figure import"),
    "programme:discard": Row("405 405 405 405 405", "302 404 404 404 404", "figure import"),
    "programme:trust": Row("302 404 404 404 200", "302 405 405 405 405", "organisation"),
    "programme:confirm_period": Row("405 405 405 405 405", "302 404 404 404 404", "organisation"),
    "programme:worth": Row("302 404 404 404 200", "302 405 405 405 405", "organisation"),
    "programme:chart": Row("302 404 404 404 200", "302 405 405 405 405", "chart"),
    "programme:picture": Row("302 404 404 404 302", "302 405 405 405 405", "chart"),
    "programme:mark_step": Row("302 404 404 404 403", "302 404 404 404 403", "chart"),
    "programme:unmark_step": Row("405 405 405 405 405", "302 404 404 404 403", "chart step"),
    "programme:assessments": Row("302 404 404 404 200", "302 405 405 405 405", "organisation"),
    "programme:begin_assessment": Row("405 405 405 405 405", "302 404 404 404 403", "organisation"),
    "programme:assessment": Row("302 404 404 404 200", "302 405 405 405 405", "assessment"),
    "programme:answer": Row("302 404 404 404 403", "302 404 404 404 403", "theme of an assessment"),
    "programme:finish_assessment": Row("405 405 405 405 405", "302 404 404 404 403", "assessment"),
    "programme:drop_assessment": Row("302 404 404 404 403", "302 404 404 404 403", "assessment"),
    "programme:decide_suggestion": Row("405 405 405 405 405", "302 404 404 404 404", "suggestion"),
    "programme:suggestion_helped": Row("405 405 405 405 405", "302 404 404 404 404", "suggestion"),
    "programme:packages": Row("302 404 404 404 200", "302 405 405 405 405"),
    "programme:open_packages": Row("405 405 405 405 405", "302 404 404 404 403", "cohort"),
    "programme:package": Row("302 404 404 404 200", "302 405 405 405 405", "package"),
    "programme:change_package": Row("302 404 404 404 403", "302 404 404 404 403", "package"),
    "programme:package_stands": Row("302 404 404 404 403", "302 404 404 404 403", "package"),
    "programme:plan_item": Row("302 404 404 404 403", "302 404 404 404 403", "package"),
    "programme:change_item": Row("302 404 404 404 403", "302 404 404 404 403", "package item"),
    "programme:finish_item": Row("302 404 404 404 403", "302 404 404 404 403", "package item"),
    "programme:take_item": Row("405 405 405 405 405", "302 404 404 404 403", "package item"),
    "programme:agree_target": Row("302 404 404 404 403", "302 404 404 404 403", "package"),
    "programme:challenge": Row("302 404 404 404 403", "302 404 404 404 403", "package"),
    "programme:reply_to_challenge": Row("302 404 404 404 403", "302 404 404 404 403", "package challenge"),
    "programme:add_package_file": Row("302 404 404 404 403", "302 404 404 404 403", "package"),
    "programme:package_file": Row("302 404 404 404 200", "302 405 405 405 405", "package file"),
    "programme:remove_package_file": Row("405 405 405 405 405", "302 404 404 404 403", "package file"),
    "programme:be_named": Row("405 405 405 405 405", "302 404 404 404 403", "package"),
    "programme:benefits": Row("302 404 404 404 200", "302 405 405 405 405"),
    "programme:ledger": Row("302 404 404 404 200", "302 405 405 405 405", "package"),
    "programme:forecast_benefit": Row("302 404 404 404 403", "302 404 404 404 403", "package"),
    "programme:give_balancing": Row("302 404 404 404 403", "302 404 404 404 403", "package"),
    "programme:benefit": Row("302 404 404 404 200", "302 405 405 405 405", "benefit"),
    "programme:claim_benefit": Row("302 404 404 404 403", "302 404 404 404 403", "benefit"),
    "programme:validate_benefit": Row("405 405 405 405 405", "302 404 404 404 404", "benefit"),
    "programme:refuse_benefit": Row("302 404 404 404 403", "302 404 404 404 403", "benefit"),
    "programme:withdraw_benefit": Row("302 404 404 404 403", "302 404 404 404 403", "benefit"),
    "programme:cohorts": Row("302 404 404 404 200", "302 405 405 405 405"),
    "programme:draft_cohort": Row("302 404 404 404 403", "302 404 404 404 403"),
    "programme:cohort": Row("302 404 404 404 200", "302 405 405 405 405", "cohort"),
    "programme:freeze_cohort": Row("302 404 404 404 403", "302 404 404 404 403", "cohort"),
    "programme:compare_cohorts": Row("302 404 404 404 200", "302 405 405 405 405", "two cohorts"),
    "toolbox:offer": Row("302 404 404 404 404", "302 404 404 404 404"),
    "toolbox:promote": Row("302 404 403 404 404", "302 404 403 404 404", "answer"),
    "toolbox:credit": Row("302 404 404 404 404", "302 404 404 404 404", "answer"),
    "toolbox:drafts": Row("302 200 200 200 200", "302 405 405 405 405"),
    "toolbox:draft": Row("302 404 200 200 404", "302 405 405 405 405", "draft for comment"),
    "toolbox:open_draft": Row("302 404 404 200 404", "302 404 404 422 404", "private tool"),
    "toolbox:close_draft": Row("302 404 403 200 404", "302 404 403 422 404", "draft for comment"),
    "toolbox:say_of_paragraph": Row("302 404 200 200 404", "302 404 422 422 404", "paragraph of a draft"),
    "toolbox:answer_remark": Row("302 404 403 200 404", "302 404 403 422 404", "comment on a draft"),
    "toolbox:decide": Row("404 404 200 200 404", "404 404 200 200 404", "decision tool"),
    "toolbox:glossary": Row("200 200 200 200 200", "405 405 405 405 405"),
    "kept:bookmarks": Row("302 200 200 200 200", "302 405 405 405 405"),
    "toolbox:shelves": Row("302 200 200 200 200", "302 405 405 405 405"),
    "toolbox:new_shelf": Row("302 200 200 200 200", "302 422 422 422 422"),
    "toolbox:shelf": Row("404 404 200 200 404", "405 405 405 405 405", "shelf"),
    "toolbox:shelf_item": Row("302 404 200 404 404", "302 404 302 404 404", "shelf item"),
    "toolbox:write_shelf": Row("302 404 200 404 404", "302 404 422 404 404", "shelf"),
    "toolbox:delete_shelf": Row("302 404 200 404 404", "302 404 302 404 404", "shelf"),
    "toolbox:copy_shelf": Row("405 405 405 405 405", "302 404 302 302 404", "shelf"),
    "toolbox:keep": Row("302 404 200 200 404", "302 404 302 302 404", "decision tool"),
    "toolbox:this_week": Row("200 200 200 200 200", "405 405 405 405 405"),
    "toolbox:week": Row("200 200 200 200 200", "405 405 405 405 405", "week"),
    "toolbox:interview": Row("200 200 200 200 200", "405 405 405 405 405"),
    "toolbox:desk_pack": Row("200 200 200 200 200", "405 405 405 405 405"),
    "toolbox:make_pack": Row("405 405 405 405 405", "302 404 404 404 302"),
    "toolbox:pack_file": Row("200 200 200 200 200", "405 405 405 405 405", "desk pack"),
    "kept:own_copies": Row("302 200 200 200 200", "302 405 405 405 405"),
    "toolbox:make_own": Row("302 404 403 403 404", "302 404 403 403 404", "word file of a private tool"),
    "toolbox:adoption": Row("404 404 200 200 404", "405 405 405 405 405", "private tool"),
    "toolbox:adopt": Row("302 404 403 403 404", "302 404 403 403 404", "private tool"),
    "toolbox:take_back_adoption": Row("405 405 405 405 405", "302 404 404 404 404", "adoption"),
    "toolbox:trust_tools": Row("302 200 200 200 200", "302 405 405 405 405", "organisation"),
    "toolbox:useful": Row("302 404 200 200 404", "302 404 422 422 404", "private tool"),
    "toolbox:take_back_useful": Row("405 405 405 405 405", "302 404 302 302 404", "private tool"),
    "toolbox:reasons": Row("302 404 404 404 200", "302 405 405 405 405", "private tool"),
    "toolbox:problem": Row("302 404 200 404 200", "302 404 403 404 422", "problem"),
    "toolbox:report_problem": Row("302 404 200 200 404", "302 404 422 422 404", "private tool"),
    "toolbox:feedback": Row("302 200 200 200 200", "302 405 405 405 405"),
    "toolbox:submissions": Row("302 200 200 200 200", "302 405 405 405 405"),
    "toolbox:submission_queue": Row("302 404 404 404 404", "302 405 405 405 405"),
    "toolbox:submission": Row("302 404 200 404 404", "302 405 405 405 405", "offered tool"),
    "toolbox:claim_submission": Row("302 405 405 405 405", "302 404 404 404 404", "offered tool"),
    "toolbox:review_submission": Row("302 404 404 404 404", "302 404 404 404 404", "offered tool"),
    "toolbox:change_submission": Row("302 404 302 404 404", "302 404 302 404 404", "offered tool"),
    "kept:to_read": Row("302 200 200 200 200", "302 405 405 405 405"),
    "toolbox:ask_to_read": Row("302 404 404 200 404", "302 404 404 422 404", "decision tool"),
    "toolbox:reading": Row("302 404 200 200 404", "302 404 302 302 404", "reading"),
    "toolbox:reading_people": Row("302 404 404 200 404", "302 405 405 405 405", "reading"),
    "toolbox:end_reading": Row("405 405 405 405 405", "302 404 404 302 404", "reading"),
    "toolbox:reviews": Row("302 200 200 200 200", "302 405 405 405 405"),
    "toolbox:check_entry": Row("302 404 404 200 404", "302 404 404 422 404", "private tool"),
    "toolbox:archived": Row("404 404 404 404 404", "405 405 405 405 405", "private tool"),
    "toolbox:edition": Row("404 404 200 200 404", "405 405 405 405 405", "edition"),
    "toolbox:changes": Row("404 404 200 200 404", "405 405 405 405 405", "private tool"),
    "toolbox:compare": Row("404 404 200 200 404", "405 405 405 405 405", "version"),
    "toolbox:compare_file": Row("404 404 200 200 404", "405 405 405 405 405", "file version"),
    "toolbox:cite_page": Row("302 404 404 200 404", "302 404 404 422 404", "private tool"),
    "toolbox:cite_comment": Row("302 404 404 200 404", "302 404 404 422 404", "answer"),
    "toolbox:check_citation": Row("302 404 404 200 404", "302 404 404 422 404", "citation"),
    "toolbox:feed": Row("200 200 200 200 200", "405 405 405 405 405"),
    "toolbox:theme_feed": Row("200 200 200 200 200", "405 405 405 405 405", "theme"),
    "blog:heard": Row("302 200 200 200 200", "302 422 422 422 422"),
    "blog:feed": Row("200 200 200 200 200", "405 405 405 405 405"),
    "blog:category": Row("200 200 200 200 200", "405 405 405 405 405", "category"),
    "blog:category_feed": Row("200 200 200 200 200", "405 405 405 405 405", "category"),
    "blog:network_feed": Row("404 404 404 404 404", "405 405 405 405 405", "network"),
    "blog:comments_feed": Row("404 404 404 404 404", "405 405 405 405 405", "post"),
    "blog:month": Row("404 404 404 404 404", "405 405 405 405 405", "month"),
    "discussion:thread": Row("404 404 200 200 404", "405 405 405 405 405", "thread"),
    "discussion:comment_in_thread": Row("404 404 200 200 404", "404 404 422 422 404", "thread"),
    "discussion:comment": Row("404 404 302 302 404", "405 405 405 405 405", "comment"),
    "discussion:reply": Row("404 404 200 200 404", "404 404 422 422 404", "comment"),
    "discussion:remove": Row("302 404 302 200 404", "302 404 302 422 404", "comment"),
    "discussion:edit": Row("302 404 200 403 404", "302 404 422 403 404", "comment"),
    "discussion:delete": Row("302 404 200 403 404", "302 404 302 403 404", "comment"),
    "discussion:history": Row("404 404 200 200 404", "405 405 405 405 405", "changed comment"),
    "discussion:people_of_thread": Row("302 404 200 200 404", "405 405 405 405 405", "thread"),
    "discussion:people_of_page": Row("302 403 200 200 403", "405 405 405 405 405", "network page"),
    "discussion:pin": Row("405 405 405 405 405", "302 404 403 302 404", "thread"),
    "discussion:close": Row("302 404 403 200 404", "302 404 403 422 404", "thread"),
    "discussion:reopen": Row("405 405 405 405 405", "302 404 403 302 404", "thread"),
    "discussion:move": Row("302 404 403 200 404", "302 404 403 422 404", "thread"),
    "discussion:useful": Row("405 405 405 405 405", "302 404 403 302 404", "comment"),
    "discussion:comment_on_page": Row("404 404 200 200 404", "404 404 422 422 404", "post"),
    "discussion:thanks": Row("404 404 200 200 404", "405 405 405 405 405", "post"),
    "discussion:start": Row("302 403 200 200 403", "302 403 422 422 403", "network page"),
    "discussions:everywhere": Row("200 200 200 200 200", "405 405 405 405 405"),
    "discussions:of_network": Row("200 200 200 200 200", "405 405 405 405 405", "network page"),
    "ideas:everywhere": Row("200 200 200 200 200", "405 405 405 405 405"),
    "ideas:of_network": Row("200 200 200 200 200", "405 405 405 405 405", "network page"),
    "ideas:queue": Row("302 200 200 200 200", "302 405 405 405 405"),
    "ideas:from_page": Row("302 404 200 200 404", "302 404 422 422 404", "post"),
    "ideas:from_comment": Row("302 404 200 200 404", "302 404 422 422 404", "comment"),
    "ideas:decide": Row("302 404 403 200 404", "302 404 403 422 404", "idea"),
    "discussion:queue": Row("302 403 403 200 200", "302 405 405 405 405"),
    "discussion:item": Row("302 404 404 200 404", "302 404 404 200 404", "ticket to decide"),
    "discussion:take": Row("302 405 405 405 405", "302 404 404 302 404", "ticket to decide"),
    "discussion:release": Row("302 405 405 405 405", "302 404 404 302 404", "ticket to decide"),
    "discussion:blocks": Row("302 404 404 200 200", "302 405 405 405 405"),
    "discussion:lift": Row("302 405 405 405 405", "302 404 404 302 302", "block"),
    "discussion:report_comment": Row("404 404 200 200 404", "404 404 422 422 404", "comment"),
    "discussion:report_person": Row("302 404 404 200 200", "302 404 404 422 422", "person"),
    "discussion:reported": Row("200 200 200 200 200", "405 405 405 405 405"),
    "discussion:my_blocks": Row("302 200 200 200 200", "302 405 405 405 405"),
    "discussion:appeal_comment": Row("302 404 200 404 404", "302 404 422 404 404", "comment"),
    "discussion:appeal_block": Row("302 404 200 404 404", "302 404 422 404 404", "block"),
    "discussion:appeal_by_link": Row("200 404 404 404 404", "422 404 404 404 404", "appeal token"),
    "discussion:approve": Row("302 405 405 405 405", "302 404 404 404 302", "held"),
    "discussion:refuse": Row("302 404 404 404 200", "302 404 404 404 422", "held"),
    "discussion:case": Row("302 403 200 200 403", "302 403 422 422 403", "network page"),
    "discussion:attachment": Row("404 404 200 200 404", "405 405 405 405 405", "file of a comment"),
    "discussion:keep_draft": Row("405 405 405 405 405", "403 403 403 403 403"),
    "discussion:discard_draft": Row("405 405 405 405 405", "302 404 302 404 404", "draft"),
    "discussion:unanswered": Row("302 403 200 200 200", "302 405 405 405 405"),
    "discussion:mark": Row("302 404 403 200 404", "302 404 403 422 404", "answer"),
    "discussion:helped": Row("302 405 405 405 405", "302 404 302 403 404", "answer"),
    "discussion:merge": Row("302 404 403 200 404", "302 404 403 302 404", "thread"),
    "discussion:unmerge": Row("302 405 405 405 405", "302 404 403 302 404", "thread"),
    "discussion:similar": Row("302 405 405 405 405", "302 200 200 200 200"),
    "discussion:stop_replies": Row("200 200 200 200 200", "200 200 200 200 200", "stop token"),
    "admin_login": Row("302 302 302 302 302", "302 302 302 302 302"),
    "admin_logout": Row("302 200 200 200 200", "302 302 302 302 302"),
    "admin_password_reset": Row("302 302 302 302 302", "302 302 302 302 302"),
    "second_factors": Row("302 302 302 302 302", "302 302 302 302 302"),
    "passkeys": Row("302 302 302 302 302", "302 302 302 302 302"),
    "codes": Row("200 200 200 200 200", "405 405 405 405 405"),
    "users:security": Row("302 200 200 200 200", "302 405 405 405 405"),
    "users:second_factor": Row("302 302 302 302 302", "302 405 405 405 405"),
    "users:end_session": Row("302 405 405 405 405", "302 404 302 404 404", "session"),
    "staff:people": Row("302 403 403 403 200", "302 403 403 403 405"),
    "staff:person": Row("302 403 403 403 200", "302 403 403 403 405", "account"),
    "staff:suspend": Row("302 403 403 403 200", "302 403 403 403 422", "account"),
    "staff:let_in": Row("302 403 403 403 200", "302 403 403 403 302", "suspended"),
    "staff:view_as": Row("302 403 403 403 200", "302 403 403 403 422", "account"),
    "staff:merge": Row("302 403 403 403 200", "302 403 403 403 200", "account"),
    "staff:close": Row("302 403 403 403 200", "302 403 403 403 422", "account"),
    "staff:undo_merge": Row("302 403 403 403 200", "302 403 403 403 302", "merge"),
    "staff:stop_viewing": Row("302 405 405 405 405", "302 302 302 302 302"),
    "news:news": Row("302 200 200 200 200", "302 405 405 405 405"),
    "news:read_all": Row("302 405 405 405 405", "302 302 302 302 302"),
    "news:open": Row("302 405 405 405 405", "302 404 302 404 404", "notice"),
    "news:read": Row("302 405 405 405 405", "302 404 302 404 404", "notice"),
    "news:settings": Row("302 200 200 200 200", "302 422 422 422 422"),
    "news:follow": Row("302 404 404 404 404", "302 302 302 302 302"),
    "news:stop": Row("200 200 200 200 200", "200 200 200 200 200", "stop news"),
    "users:profile": Row("302 200 200 200 200", "302 422 422 422 422"),
    "users:preview": Row("302 200 200 200 200", "302 405 405 405 405"),
    "users:photo": Row("302 200 200 200 200", "302 422 422 422 422"),
    "users:photo_remove": Row("302 405 405 405 405", "302 302 302 302 302"),
    "users:trusts": Row("302 200 200 200 200", "302 405 405 405 405"),
    "users:trust_add": Row("302 200 200 200 200", "302 422 422 422 422"),
    "users:trust_leave": Row("302 404 200 404 404", "302 404 302 404 404", "tenure"),
    "users:trust_speak": Row("302 405 405 405 405", "302 404 302 404 404", "tenure"),
    "seats:mine": Row("302 200 200 200 200", "302 405 405 405 405"),
    "seats:specialists": Row("302 200 200 200 200", "302 405 405 405 405"),
    "seats:away": Row("302 404 200 404 404", "302 404 422 404 404"),
    "seats:back": Row("302 405 405 405 405", "302 404 302 404 404", "absence"),
    "seats:at": Row("302 200 200 200 200", "302 405 405 405 405", "organisation"),
    "seats:link": Row("302 302 302 302 302", "405 405 405 405 405", "seat token"),
    "seats:still_yours": Row("410 410 410 410 410", "410 410 410 410 410"),
    "seats:confirm": Row("302 405 405 405 405", "302 404 302 404 404", "tenure"),
    "seats:offer": Row("302 404 200 404 200", "302 404 422 404 422", "tenure"),
    "seats:report": Row("302 404 404 200 200", "302 404 404 302 302", "tenure"),
    "seats:hand_over": Row("302 404 200 200 200", "302 404 200 200 200", "hand-over"),
    "users:approval": Row("302 302 302 302 302", "302 302 302 302 302"),
    "users:terms": Row("200 200 200 200 200", "200 302 302 302 302"),
    "people:directory": Row("302 200 200 200 200", "302 405 405 405 405"),
    "people:write": Row("302 404 404 200 200", "302 404 404 422 422", "person"),
    "people:write_to_seat": Row("302 200 200 200 200", "302 422 422 422 422", "seat"),
    "people:messages": Row("302 200 200 200 200", "302 405 405 405 405"),
    "people:message": Row("302 200 200 404 404", "302 422 422 404 404", "message"),
    "people:block": Row("302 404 200 404 404", "302 404 302 404 404", "message"),
    "people:report_message": Row("302 404 200 404 404", "302 404 422 404 404", "message"),
    "people:reported": Row("302 403 403 403 200", "302 403 403 403 404"),
    "people:person": Row("302 404 200 200 200", "302 405 405 405 405", "person"),
    "people:photo": Row("302 404 200 200 200", "302 405 405 405 405", "photo"),
    "people:vouch": Row("302 405 405 405 405", "302 404 403 403 302", "tenure"),
    "events:calendar": Row("200 200 200 200 200", "405 405 405 405 405"),
    "events:network_calendar": Row("200 200 200 200 200", "405 405 405 405 405", "network"),
    "events:link": Row("302 302 302 302 302", "405 405 405 405 405", "place link"),
    "events:place": Row("410 200 200 404 404", "405 405 405 405 405", "registration"),
    "events:give_back": Row("410 200 200 404 404", "410 200 200 404 404", "registration"),
    "events:substitute": Row("410 200 200 404 404", "410 422 422 404 404", "registration"),
    # The stranger is the member's assistant: they reach what the member was invited to, and nothing of the network.
    "events:invited": Row("302 302 302 302 302", "405 405 405 405 405", "invitation link"),
    "events:invitation": Row("410 200 200 404 404", "410 422 422 404 404", "invitation"),
    "events:invitation_deputy": Row("410 200 200 404 404", "410 422 422 404 404", "invitation"),
    "events:invitation_decline": Row("410 200 200 404 404", "410 302 302 404 404", "invitation"),
    "events:invitations": Row("302 404 403 200 404", "405 405 405 405 405", "event"),
    "events:invite_person": Row("302 404 403 200 404", "302 404 403 422 404", "event"),
    "events:invite_list": Row("302 404 403 200 404", "302 404 403 422 404", "event"),
    "events:invite_seats": Row("302 404 403 200 404", "302 404 403 422 404", "event"),
    "events:send_invitations": Row("302 404 403 200 404", "302 404 403 302 404", "event"),
    "events:remind_invited": Row("302 404 403 200 404", "302 404 403 302 404", "event"),
    "events:revoke_invitation": Row("302 404 403 200 404", "302 404 403 302 404", "invitation"),
    "events:desk": Row("302 200 200 200 200", "405 405 405 405 405"),
    "events:ask_director": Row("302 200 200 200 200", "302 422 422 422 422"),
    "events:appoint": Row("302 200 200 200 200", "302 422 422 422 422"),
    "events:register_director": Row("302 200 404 404 404", "302 422 404 404 404", "delegation"),
    "events:assistant_link": Row("302 302 302 302 302", "405 405 405 405 405", "delegation link"),
    "events:assistant": Row("410 200 200 404 404", "410 200 200 404 404", "delegation"),
    "events:offer": Row("302 404 302 302 404", "302 404 302 302 404", "event"),
    "events:offer_by_link": Row("410 200 200 404 404", "410 200 200 404 404", "registration"),
    "events:certificate": Row("302 404 404 404 404", "405 405 405 405 405", "event"),
    "events:certificate_by_link": Row("410 410 410 410 410", "405 405 405 405 405", "registration"),
    "events:certificate_proved": Row("404 404 404 404 404", "405 405 405 405 405", "ticket"),
    "events:ticket": Row("200 200 200 302 200", "405 405 405 405 405", "ticket"),
    "events:door_opened": Row("200 200 200 200 200", "405 405 405 405 405", "door link"),
    "events:door": Row("302 404 403 200 404", "405 405 405 405 405", "event"),
    "events:door_list": Row("302 404 403 200 404", "405 405 405 405 405", "event"),
    "events:door_mark": Row("405 405 405 405 405", "302 404 403 302 404", "event"),
    "events:door_undo": Row("405 405 405 405 405", "302 404 403 302 404", "event"),
    "events:walk_in": Row("302 404 403 200 404", "302 404 403 422 404", "event"),
    "events:door_link": Row("302 404 403 200 404", "302 404 403 200 404", "event"),
    "events:series_list": Row("200 200 200 200 200", "405 405 405 405 405"),
    "events:new_series": Row("302 403 403 200 200", "302 403 403 422 422"),
    "events:series": Row("404 404 200 200 404", "405 405 405 405 405", "series"),
    "events:edit_series": Row("302 404 403 200 404", "302 404 403 422 404", "series"),
    "events:decide": Row("302 404 403 200 404", "302 404 403 422 404", "series"),
    "events:start": Row("302 403 403 200 200", "302 403 403 422 422"),
    "events:prepared": Row("302 404 403 302 404", "302 404 403 302 404", "event"),
    "events:again": Row("302 404 403 200 404", "302 404 403 422 404", "event"),
    "events:survey": Row("410 404 200 404 404", "410 404 200 404 404", "registration"),
    "events:survey_results": Row("404 404 200 200 404", "405 405 405 405 405", "event"),
    "events:new_poll": Row("302 403 403 200 403", "302 403 403 422 403", "network"),
    "events:poll": Row("302 404 200 200 404", "302 404 422 422 404", "poll"),
    "events:take_date": Row("302 404 403 200 404", "302 404 403 422 404", "poll"),
    "events:mine": Row("302 200 200 200 200", "405 405 405 405 405"),
    "events:make_link": Row("405 405 405 405 405", "302 200 200 200 200"),
    "events:revoke_link": Row("405 405 405 405 405", "302 302 302 302 302"),
    "events:my_calendar": Row("200 200 200 200 200", "405 405 405 405 405", "calendar link"),
    "events:event_calendar": Row("404 404 200 200 404", "405 405 405 405 405", "event"),
    "events:register": Row("302 404 200 200 404", "302 404 302 302 404", "event"),
    "events:replies": Row("302 404 403 200 404", "405 405 405 405 405", "event"),
    "events:needs": Row("302 404 403 200 404", "405 405 405 405 405", "event"),
    "events:colleagues": Row("302 404 200 200 404", "302 404 422 422 404", "event"),
    "events:withdraw_colleague": Row("302 404 404 404 404", "302 404 404 404 404", "registration"),
    "events:change_replies": Row("302 404 302 302 404", "302 404 302 302 404", "event"),
    "events:change_by_link": Row("410 410 410 410 410", "410 410 410 410 410", "registration"),
    "events:withdraw": Row("302 404 302 302 404", "302 404 302 302 404", "event"),
    "events:call_off": Row("302 404 403 200 404", "302 404 403 422 404", "event"),
    "events:after": Row("302 404 403 200 404", "302 404 403 302 404", "event"),
    "events:publish_minutes": Row("302 404 403 302 404", "302 404 403 302 404", "event"),
    "events:withdraw_minutes": Row("405 405 405 405 405", "302 404 403 302 404", "event"),
    "events:files": Row("302 404 403 200 404", "302 404 403 422 404", "event"),
    "events:remove_file": Row("405 405 405 405 405", "302 404 403 302 404", "meeting file"),
    "events:minutes": Row("404 404 200 200 404", "405 405 405 405 405", "event"),
    "events:agreed": Row("302 200 200 200 200", "405 405 405 405 405"),
    "events:finish_action": Row("302 404 200 200 404", "302 404 302 422 404", "agreed action"),
    "events:change_action": Row("302 404 403 200 404", "302 404 403 422 404", "agreed action"),
    "events:reopen_action": Row("405 405 405 405 405", "302 404 302 302 404", "agreed action"),
    "events:people": Row("302 404 403 200 404", "405 405 405 405 405", "event"),
    "events:mails": Row("302 404 403 200 404", "405 405 405 405 405", "event"),
    "events:write": Row("302 404 403 200 404", "302 404 403 422 404", "event"),
    "events:send_mails": Row("302 404 403 200 404", "302 404 403 422 404", "event mail"),
    "events:mail_preview": Row("302 404 403 200 404", "405 405 405 405 405", "event mail"),
    "events:mail_preview_html": Row("302 404 403 200 404", "405 405 405 405 405", "event mail"),
    "events:mails_of": Row("302 404 403 200 404", "405 405 405 405 405", "event mail"),
    "events:resend_mails": Row("405 405 405 405 405", "302 404 403 302 404", "event mail"),
    "events:act": Row("302 404 403 302 404", "302 404 403 302 404", "event"),
    "events:acted": Row("302 404 403 302 404", "405 405 405 405 405", "event"),
    "events:sign_in_sheet": Row("302 404 403 200 404", "405 405 405 405 405", "event"),
    "events:register_somebody": Row("302 404 403 200 404", "302 404 403 422 404", "event"),
    "events:person": Row("302 404 403 200 404", "302 404 403 302 404", "registered person"),
    "events:attendance": Row("302 404 404 404 404", "405 405 405 405 405"),
    "users:address_works": Row("302 200 200 200 200", "302 403 403 403 403"),
    "networks:broadcasts": Row("302 403 403 200 200", "302 405 405 405 405", "network"),
    "networks:broadcast_write": Row("302 403 403 200 200", "302 403 403 422 422", "network"),
    "networks:broadcast": Row("302 403 403 200 200", "302 403 403 302 302", "broadcast"),
    "networks:quiet": Row("200 200 200 200 200", "200 200 200 200 200", "quiet"),
    "networks:propose": Row("200 200 200 200 200", "422 422 422 422 422"),
    "networks:proposed": Row("200 200 200 200 200", "405 405 405 405 405"),
    "networks:proposals": Row("302 403 403 403 200", "302 405 405 405 405"),
    "networks:proposal": Row("302 403 403 403 200", "302 403 403 403 422", "proposal"),
    "networks:take_up": Row("302 403 403 403 200", "302 403 403 403 422", "guest comment"),
    "networks:open": Row("302 403 403 403 200", "302 403 403 403 422"),
    "networks:coverage": Row("200 200 200 200 200", "405 405 405 405 405"),
    "networks:coverage_of": Row("302 200 200 200 200", "302 405 405 405 405", "region"),
    "networks:join": Row("302 200 200 200 200", "302 302 422 422 302", "network"),
    "networks:withdraw": Row("302 200 200 200 200", "302 302 302 302 302", "network"),
    "networks:leave": Row("302 302 200 200 302", "302 422 302 422 422", "network"),
    "networks:members": Row("302 403 200 200 200", "302 405 405 405 405", "network"),
    "networks:role": Row("302 403 403 200 200", "302 403 403 422 422", "membership"),
    "networks:remove": Row("302 403 403 200 200", "302 403 403 422 422", "membership"),
    "networks:requests": Row("302 403 403 200 200", "302 403 403 422 422", "network"),
    "networks:approve": Row("302 403 403 200 200", "302 403 403 302 302", "request"),
    "networks:decline": Row("302 403 403 200 200", "302 403 403 422 422", "request"),
    "networks:vouch": Row("302 404 404 404 200", "302 404 404 404 302", "vouchable request"),
    "networks:come_back": Row("302 404 404 404 404", "302 404 404 404 404", "network"),
    "networks:mute": Row("302 302 200 200 302", "302 302 302 302 302", "network"),
    "networks:bars": Row("302 403 403 200 200", "302 405 405 405 405", "network"),
    "networks:bar": Row("302 404 404 200 404", "302 404 404 422 404", "bar"),
    "networks:lift_bar": Row("302 403 403 200 200", "302 403 403 302 302", "bar"),
    "networks:appeal": Row("302 404 404 404 404", "302 404 404 404 404", "network"),
    "networks:invitations": Row("302 403 403 200 200", "302 405 405 405 405", "network"),
    "networks:invite": Row("302 403 403 200 200", "302 403 403 422 422", "network"),
    "networks:resend_invitation": Row("302 403 403 200 200", "302 403 403 422 422", "network invitation"),
    "networks:revoke_invitation": Row("302 403 403 200 200", "302 403 403 302 302", "network invitation"),
    "networks:invited": Row("302 302 302 302 302", "405 405 405 405 405", "network invitation link"),
    "networks:invitation": Row("410 404 404 404 404", "410 404 404 404 404", "own network invitation"),
    "networks:decline_invitation": Row("410 404 404 404 404", "410 404 404 404 404", "own network invitation"),
    "networks:lead": Row("302 403 403 403 404", "302 403 403 403 404", "network"),
    "networks:hand_over": Row("302 403 403 200 403", "302 403 403 422 403", "network"),
    "networks:log": Row("302 403 403 200 200", "302 405 405 405 405", "network"),
    "networks:manage": Row("302 403 403 200 200", "302 405 405 405 405", "network"),
    "networks:archive": Row("302 403 403 200 200", "302 403 403 302 302", "network"),
    "networks:files": Row("404 404 200 200 404", "405 405 405 405 405", "network"),
    "networks:restore_file": Row("302 403 403 200 404", "302 403 403 302 404", "version of the network"),
    "networks:folder": Row("302 403 403 200 200", "302 403 403 422 422", "network"),
    "networks:kind": Row("302 403 403 200 200", "302 403 403 422 422", "network"),
    "networks:discussions": Row("302 403 403 200 200", "302 403 403 302 302", "network"),
    "privacy:list": Row("302 403 403 403 200", "302 403 403 403 422", "list"),
    "privacy:print_list": Row("302 403 403 403 200", "302 405 405 405 405", "list"),
    "users:data": Row("302 200 200 200 200", "302 405 405 405 405"),
    "users:request_data": Row("302 405 405 405 405", "302 302 302 302 302"),
    "users:close": Row("302 200 200 200 200", "302 302 302 302 302"),  # whoever sends it types their password first
    "users:keep": Row("302 405 405 405 405", "302 302 302 302 302"),
    "users:keep_account": Row("200 200 200 200 200", "200 200 200 200 200", "keep token"),
    "users:closed": Row("200 200 200 200 200", "405 405 405 405 405"),
    "privacy:export": Row("302 404 200 404 404", "302 405 405 405 405", "export"),
    "home:mine": Row("302 200 200 200 200", "302 405 405 405 405"),
    "notifications:mail_box": Row("200 200 200 200 200", "405 405 405 405 405"),
    "notifications:mail": Row("200 200 200 200 200", "405 405 405 405 405", "mail"),
    "notifications:mail_html": Row("200 200 200 200 200", "405 405 405 405 405", "mail"),
    "notifications:mail_attachment": Row("200 200 200 200 200", "405 405 405 405 405", "attachment"),
    "home:live": Row("200 200 200 200 200", "405 405 405 405 405"),
    "home:ready": Row("200 200 200 200 200", "405 405 405 405 405"),
}

# Our own views on the editors' side, for the same five and an administrator. Staff hold no group here: what a group
# gives is in the tests of each list. 302 sends a visitor to the sign-in, and a convenor, who may edit pages, back home.
EDITOR: dict[str, Row] = {
    "safety_correction": Row("302 403 403 200 403 200", "302 403 403 422 403 422", "post"),
    "held_by_the_guard": Row("302 403 403 302 403 200", "302 403 403 405 403 405"),
    "people_joining": Row("302 403 403 302 403 200", "302 403 403 302 403 422"),
    "people_seats": Row("302 403 403 302 403 200", "302 403 403 302 403 405"),
    "people_seats_results": Row("302 403 403 302 403 200", "302 403 403 302 403 405"),
    "people_seat_doubts": Row("302 403 403 302 403 200", "302 403 403 302 403 200"),
    "people_seat": Row("302 403 403 302 403 200", "302 403 403 302 403 200", "seat"),
    "people_agreements": Row("302 403 403 302 403 200", "302 403 403 302 403 405"),
    "people_agreements_results": Row("302 403 403 302 403 200", "302 403 403 302 403 405"),
    "asked_report": Row("302 403 403 302 403 200", "302 403 403 302 403 405"),
    "asked_report_results": Row("302 403 403 302 403 200", "302 403 403 302 403 405"),
    "search_answers": Row("302 403 403 302 403 200", "302 403 403 302 403 405"),
    "search_answers_results": Row("302 403 403 302 403 200", "302 403 403 302 403 405"),
    "wagtailsnippets_search_pin:add": Row("302 403 403 302 403 200", "302 403 403 302 403 200"),
    "wagtailsnippets_search_synonym:add": Row("302 403 403 302 403 200", "302 403 403 302 403 200"),
    "mail_report": Row("302 403 403 302 403 200", "302 403 403 302 403 405"),
    "mail_report_results": Row("302 403 403 302 403 200", "302 403 403 302 403 405"),
    "mail_retry": Row("302 403 403 405 403 405", "302 403 403 302 403 302", "mail"),
    "guard_report": Row("302 403 403 302 403 200", "302 403 403 405 403 405"),
    "retention": Row("302 403 403 302 403 200", "302 403 403 302 403 422"),
    "audit_log": Row("302 403 403 302 403 200", "302 403 403 302 403 405"),
    "audit_log_results": Row("302 403 403 302 403 200", "302 403 403 302 403 405"),
    "specialists:add": Row("302 403 403 302 403 200", "302 403 403 302 403 200"),
    "specialists:edit": Row("302 403 403 302 403 200", "302 403 403 302 403 200", "specialist"),
    "organisation:index": Row("302 403 403 302 403 200", "302 403 403 302 403 405"),
    "organisation:index_results": Row("302 403 403 302 403 200", "302 403 403 302 403 405"),
    "organisation:add": Row("302 403 403 302 403 200", "302 403 403 302 403 200"),
    "organisation:edit": Row("302 403 403 302 403 200", "302 403 403 302 403 200", "register"),
    "organisation:delete": Row("302 403 403 302 403 302", "302 403 403 302 403 302", "register"),
    "organisation:inspect": Row("302 403 403 302 403 200", "302 403 403 302 403 405", "register"),
    "registerimport:index": Row("302 403 403 302 403 200", "302 403 403 302 403 405"),
    "registerimport:index_results": Row("302 403 403 302 403 200", "302 403 403 302 403 405"),
    "registerimport:add": Row("302 403 403 302 403 200", "302 403 403 302 403 422"),
    "registerimport:inspect": Row("302 403 403 302 403 200", "302 403 403 302 403 405", "import"),
    "registerimport:confirm": Row("302 403 403 405 403 405", "302 403 403 302 403 302", "import"),
    "registerimport:preview_again": Row("302 403 403 405 403 405", "302 403 403 302 403 302", "import"),
    "registerimport:discard": Row("302 403 403 405 403 405", "302 403 403 302 403 302", "import"),
}


def our_editor_addresses(patterns: list, prefix: str = "", namespace: str = "") -> Iterator[str]:
    """The names of what stands under "admin/" and is written here."""
    for pattern in patterns:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            inner = namespace + (f"{pattern.namespace}:" if pattern.namespace else "")
            yield from our_editor_addresses(pattern.url_patterns, route, inner)
        elif route.startswith("admin/"):
            view = getattr(pattern.callback, "view_class", None) or unwrap(pattern.callback)
            if view.__module__.partition(".")[0] in {"portal", "networks", "events", "toolbox"}:
                yield f"{namespace}{pattern.name}"


def addresses(patterns: list, prefix: str = "", namespace: str = "") -> Iterator[str]:
    """The name of every address, or its pattern where it has none."""
    for pattern in patterns:
        route = prefix + str(pattern.pattern)
        if route in ELSEWHERE:
            continue
        if isinstance(pattern, URLResolver):
            inner = namespace + (f"{pattern.namespace}:" if pattern.namespace else "")
            yield from addresses(pattern.url_patterns, route, inner)
        elif isinstance(pattern, URLPattern) and pattern.name not in UNUSED:
            yield namespace + (pattern.name or route)


def test_every_address_has_a_row():
    names = set(addresses(get_resolver().url_patterns))
    assert names - set(MATRIX) == set(), "give each new address a row in MATRIX"
    assert set(MATRIX) - names == set(), "these addresses are gone"


def test_every_address_of_ours_on_the_editors_side_has_a_row():
    names = set(our_editor_addresses(get_resolver().url_patterns))
    assert names - set(EDITOR) == set(), "give each new address a row in EDITOR"
    assert set(EDITOR) - names == set(), "these addresses are gone"


@contextmanager
def undone() -> Iterator[None]:
    """What one person did is taken back before the next one tries."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    """Built once: each test leaves it as it was."""
    with django_db_blocker.unblock(), undone():
        yield build_world(plant_home())


@pytest.mark.parametrize("name", MATRIX)
@pytest.mark.parametrize("method", ["get", "post"])
def test_who_gets_what(world, name, method):
    got = statuses(world, name, method, MATRIX[name].about, world.people)
    assert got == getattr(MATRIX[name], method), f"{method.upper()} {name}: visitor, stranger, member, convenor, staff"


@pytest.mark.parametrize("name", EDITOR)
@pytest.mark.parametrize("method", ["get", "post"])
def test_who_gets_what_on_the_editors_side(world, name, method):
    got = statuses(world, name, method, EDITOR[name].about, [*world.people, world.admin])
    assert got == getattr(EDITOR[name], method), f"{method.upper()} {name}: the five, and an administrator"


def statuses(world: World, name: str, method: str, about: str, people: list) -> str:
    got = []
    for person in people:
        with undone():
            client = Client()
            if person is not None:
                client.force_login(person)
            response = getattr(client, method)(reverse(name, args=world.arguments(about)))
            got.append(str(response.status_code))
    return " ".join(got)


PAGES = {
    "Private network": "200 200 200 200 200",  # a teaser for those who are not members
    "Private meeting": "404 404 200 200 404",
    "Private tool": "404 404 200 200 404",
    "Private post": "404 404 200 200 404",
    "Public post": "200 200 200 200 200",
}


@pytest.mark.parametrize("title", PAGES)
def test_who_reads_which_page(world, title):
    page = Page.objects.get(title=title)
    got = []
    for person in world.people:
        client = Client()
        if person is not None:
            client.force_login(person)
        got.append(str(client.get(page.get_url()).status_code))
    assert got == PAGES[title].split(), "visitor, stranger, member, convenor, staff"


def test_a_teaser_names_nothing_of_the_inside(world):
    response = Client().get(Page.objects.get(title="Private network").get_url())
    for inside in ("Private meeting", "Private tool", "Private post", "Private?"):
        assert inside not in response.content.decode()
