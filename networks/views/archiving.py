"""Ask for the archive of a whole network, and see how far it is."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from networks import actions, jobs
from networks.models import NetworkArchive

from .answers import network_to_run


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def archive(request: HttpRequest, pk: int) -> HttpResponse:
    network = network_to_run(request, pk)
    if request.method == "POST":
        export = actions.ask_for_archive(network=network, actor=request.user)
        transaction.on_commit(lambda: jobs.write_archive.enqueue(str(export.pk)))
        return redirect("networks:archive", pk=network.pk)
    mine = NetworkArchive.objects.filter(network=network, export__person=request.user).select_related("export")
    context = {"network": network, "orders": list(mine.order_by("-export__created_at")[:5])}
    return render(request, "networks/archive.html", context)
