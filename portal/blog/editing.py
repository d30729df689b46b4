"""What the editor's form of a post does by itself."""

from __future__ import annotations

from typing import Any

from portal.privacy.editing import PageForm


class PostForm(PageForm):
    """A new post without a byline is by whoever writes it; afterwards it may be changed or taken away."""

    def save(self, commit: bool = True) -> Any:
        page = super().save(commit=False)
        if page.pk is None and self.for_user is not None and not page.bylines.all():
            byline = page.bylines.model
            page.bylines.add(byline(user=self.for_user, name=str(self.for_user), job_title=self.for_user.byline))
        if commit:
            page.save()
        return page
