"""Which files of an entry search may know."""

from __future__ import annotations

from collections.abc import Iterable

from portal.cms.audience import PUBLIC
from portal.cms.collections import audiences
from portal.files.models import PortalDocument


def shareable(documents: Iterable[PortalDocument], *, audience: Iterable[str]) -> list[PortalDocument]:
    """Those files that everybody who may see the page may also have.

    A public page can offer a file of a private collection by mistake; neither its name nor its words must be found by
    the public.
    """
    documents, audience = list(documents), set(audience)
    whose = audiences(document.collection for document in documents)

    def shared(tokens: set[str]) -> bool:
        return PUBLIC in tokens or audience <= tokens

    return [document for document in documents if shared(whose[document.collection_id])]
