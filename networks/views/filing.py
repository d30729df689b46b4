"""The files of a network, folder by folder, for whoever may read it."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from networks import actions
from networks.forms import FolderForm
from networks.shelves import readable, shelves
from networks.visibility import describe
from portal.cms.audience import may_see, takes_part
from portal.cms.forms import bound
from portal.files.models import FileVersion

from .answers import answer, network_or_404, network_to_run


@never_cache
@require_safe
def files(request: HttpRequest, pk: int) -> HttpResponse:
    network = network_or_404(request, pk)
    if not may_see(request.user, [network.readers]):
        raise Http404("There are no files for this reader.")
    found = shelves(network, user=request.user)
    context = {
        "network": network,
        "shelves": found,
        "filled": any(shelf.name or shelf.files for shelf in found),
        "sentence": describe([network.readers], type(network).objects.all(), network),
        "runs": network.can_run(request.user),
        "names": takes_part(request.user),  # who replaced a file is not told in public
    }
    return render(request, "networks/files.html", context)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def folder(request: HttpRequest, pk: int) -> HttpResponse:
    network = network_to_run(request, pk)
    return answer(
        request,
        template="networks/folder.html",
        form=bound(request, FolderForm),
        act=lambda data: actions.make_folder(network=network, name=data["name"], actor=request.user),
        done="The folder is there. Choose it as the collection of a file in the editor.",
        to=reverse("networks:files", args=[network.pk]),
        context={"network": network},
    )


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def restore(request: HttpRequest, pk: int, version_pk: int) -> HttpResponse:
    network = network_to_run(request, pk)
    folders = readable(network, user=request.user)
    version = get_object_or_404(
        FileVersion.objects.select_related("document"), pk=version_pk, document__collection__in=folders
    )
    return answer(
        request,
        template="networks/file_restore.html",
        form=bound(request, Form),
        act=lambda _: actions.restore_file(network=network, version=version, actor=request.user),
        done=f"{version.document} is as it was before. The version it had stays below it.",
        to=reverse("networks:files", args=[network.pk]),
        context={"network": network, "version": version},
    )
