"""Serving the files of comments: to those who may read the comment, and to nobody else."""

from __future__ import annotations

import mimetypes

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from portal.files.views import for_whom

from ..models import Attachment
from ..moderation import may_read_words


@require_safe
def attachment(request: HttpRequest, pk: int) -> HttpResponse:
    """Always as an attachment, never kept by a browser or a proxy."""
    found = get_object_or_404(Attachment.objects.select_related("comment__thread__page"), pk=pk)
    comment = found.comment
    readers = type(comment).objects.shown_to(request.user).in_threads_visible_to(request.user)
    if not readers.filter(pk=comment.pk).exists() and not may_read_words(user=request.user, comment=comment):
        raise Http404
    try:
        file = found.file.open("rb")
    except OSError:
        raise Http404 from None
    kind = mimetypes.guess_type(found.name)[0] or "application/octet-stream"
    return for_whom(FileResponse(file, as_attachment=True, filename=found.name, content_type=kind), public=False)
