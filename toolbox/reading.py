"""Which words of an entry's files search may know."""

from __future__ import annotations

from collections.abc import Iterable

from django.apps import apps

from portal.cms.audience import PUBLIC
from portal.files.models import PortalDocument


def shareable_texts(documents: Iterable[PortalDocument], *, audience: Iterable[str]) -> list[str]:
    """The words of those files that everybody who may see the page may also have.

    A public page can offer a file of a private collection by mistake; its words must not be found by the public.
    """
    documents, audience = list(documents), set(audience)
    may_have: dict[int, set[str]] = {document.collection_id: set() for document in documents}
    rows = apps.get_model("cms", "CollectionAudience").objects.filter(collection__in=list(may_have))
    for collection, token in rows.values_list("collection_id", "token"):
        may_have[collection].add(token)

    def shareable(tokens: set[str]) -> bool:
        return not tokens or PUBLIC in tokens or audience <= tokens  # without a row a collection is public

    return [document.text for document in documents if document.text and shareable(may_have[document.collection_id])]
