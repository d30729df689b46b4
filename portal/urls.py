"""Every address of the portal. Verbs stand under the app's own prefix; the page tree takes the rest."""

from __future__ import annotations

from allauth.account.views import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import include, path, re_path
from django.views.decorators.http import require_safe
from django.views.generic import RedirectView, TemplateView
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.contrib.sitemaps.views import sitemap
from wagtail.documents import urls as wagtaildocs_urls

from portal.cms.sitemaps import PublicPages
from portal.users.views import codes


def lead_to_password_reset(request: HttpRequest) -> HttpResponse:
    return redirect("account_reset_password")


# One door: what Wagtail and allauth have beside it leads there.
DOORS = [
    path("admin/login/", RedirectView.as_view(pattern_name="account_login", query_string=True), name="admin_login"),
    path("admin/logout/", logout, name="admin_logout"),
    re_path(r"^admin/password_reset/", lead_to_password_reset, name="admin_password_reset"),
    path("accounts/2fa/", RedirectView.as_view(pattern_name="users:security"), name="second_factors"),
    path("accounts/2fa/webauthn/", RedirectView.as_view(pattern_name="users:security"), name="passkeys"),
]

urlpatterns = [
    *DOORS,
    path("admin/", include(wagtailadmin_urls)),
    path("", include("portal.files.urls")),  # before Wagtail's own way to documents, which it replaces
    path("documents/", include(wagtaildocs_urls)),
    path("accounts/", include("portal.users.sso.urls")),  # before allauth's own, which they stand for
    path("accounts/", include("allauth.urls")),
    path("search/", include("portal.search.urls")),
    path("support/", include("portal.programme.urls")),
    path("toolbox/", include("toolbox.urls")),
    path("blog/", include("portal.blog.urls")),
    path("discussion/", include("portal.discussion.urls")),
    path("discussions/", include("portal.discussion.list_urls")),
    path("ideas/", include("portal.discussion.idea_urls")),
    path("dev/mail/", include("portal.notifications.urls")),  # 404 in production
    path("dev/codes/", codes, name="codes"),  # 404 in production
    path("me/news/", include("portal.notifications.news_urls")),
    path("me/searches/", include("portal.search.saved_urls")),
    path("me/kept/", include("toolbox.my_urls")),
    path("me/", include("portal.users.urls")),
    path("seats/", include("portal.users.seat_urls")),
    path("exports/", include("portal.privacy.urls")),
    path("people/", include("portal.users.directory_urls")),
    path("staff/", include("portal.users.staff_urls")),
    path("events/", include("events.urls")),
    path("sitemap.xml", require_safe(sitemap), {"sitemaps": {"pages": PublicPages}}, name="sitemap"),
    path("robots.txt", TemplateView.as_view(template_name="robots.txt", content_type="text/plain"), name="robots"),
    path("networks/", include("networks.urls")),
    path("", include("portal.home.urls")),
    path("", include(wagtail_urls)),
]
