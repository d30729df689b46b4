"""Every address of the portal. Verbs stand under the app's own prefix; the page tree takes the rest."""

from __future__ import annotations

from django.urls import include, path
from django.views.decorators.http import require_safe
from django.views.generic import TemplateView
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.contrib.sitemaps.views import sitemap
from wagtail.documents import urls as wagtaildocs_urls

from portal.cms.sitemaps import PublicPages

urlpatterns = [
    path("admin/", include(wagtailadmin_urls)),
    path("", include("portal.files.urls")),  # before Wagtail's own way to documents, which it replaces
    path("documents/", include(wagtaildocs_urls)),
    path("accounts/", include("portal.users.sso.urls")),  # before allauth's own, which they stand for
    path("accounts/", include("allauth.urls")),
    path("search/", include("portal.search.urls")),
    path("toolbox/", include("toolbox.urls")),
    path("blog/", include("portal.blog.urls")),
    path("discussion/", include("portal.discussion.urls")),
    path("dev/mail/", include("portal.notifications.urls")),  # 404 in production
    path("me/", include("portal.users.urls")),
    path("exports/", include("portal.privacy.urls")),
    path("events/", include("events.urls")),
    path("sitemap.xml", require_safe(sitemap), {"sitemaps": {"pages": PublicPages}}, name="sitemap"),
    path("robots.txt", TemplateView.as_view(template_name="robots.txt", content_type="text/plain"), name="robots"),
    path("networks/", include("networks.urls")),
    path("", include("portal.home.urls")),
    path("", include(wagtail_urls)),
]
