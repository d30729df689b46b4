"""Who can see this? In plain words, from the tokens and the kinds that decide it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from portal.cms.audience import PUBLIC, SIGNED_IN, STAFF

from .kinds import KINDS


def who_reads(network: Any) -> str:
    """Who may read what is inside a network, and its discussions where that differs."""
    inside = network.words.readers
    if network.kind == network.Kind.CONFIDENTIAL:
        return inside
    sentence = inside if network.kind == network.Kind.OPEN else f"Everybody sees this page. Inside: {lower(inside)}"
    if network.kind == network.Kind.PRIVATE:
        return sentence
    return f"{sentence} Discussions: {'the same people' if network.discussions_open else 'its members'}."


def lower(sentence: str) -> str:
    return sentence[:1].lower() + sentence[1:]


def describe(tokens: Iterable[str], networks: Any, known: Any = None) -> str:
    """Who may see a thing with these tokens. `networks` is a queryset to look names and kinds up in.

    A network that is at hand with its page (`known`) is not looked up again.
    """
    tokens = set(tokens)
    if PUBLIC in tokens:
        return KINDS["open"].readers
    if SIGNED_IN in tokens:
        return KINDS["restricted"].readers
    pairs = [token.partition(":") for token in sorted(tokens)]
    named = {int(key): word for word, _, key in pairs if key.isdigit() and word in WORDS}
    if known is not None and set(named) == {known.pk}:
        found = [known]
    else:
        found = networks.filter(pk__in=named).select_related("page") if named else []
    sentences = [WORDS[named[network.pk]](network) for network in found]
    if STAFF in tokens:
        sentences.append("The programme's staff.")
    if any(word == "user" for word, _, _ in pairs):
        sentences.append("The person it is about.")
    return " ".join(sentences) or "Nobody yet."


def of_readers(network: Any) -> str:
    if network.kind in (network.Kind.OPEN, network.Kind.RESTRICTED):
        return network.words.readers
    return of_members(network)


def of_members(network: Any) -> str:
    return f"The members of {network.page.title}."


def of_talkers(network: Any) -> str:
    return of_readers(network) if network.discussions_open else of_members(network)


def of_convenors(network: Any) -> str:
    return f"The convenors of {network.page.title}."


WORDS = {"network": of_readers, "members": of_members, "talk": of_talkers, "convenors": of_convenors}
