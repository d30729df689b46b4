"""What goes with an earlier version of a file when it is deleted: the file."""

from __future__ import annotations

from django.db.models.signals import post_delete
from wagtail.documents.signal_handlers import post_delete_file_cleanup

from .models import FileVersion

post_delete.connect(post_delete_file_cleanup, sender=FileVersion, dispatch_uid="files.delete_with_version")
