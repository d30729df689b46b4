"""The verb of somebody who asks about a patient: a question in bands, without a name."""

from __future__ import annotations

from collections.abc import Sequence

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction

from portal.cms.models import BasePage
from portal.discussion.models import Thread

from .talking import Bands, start_thread


@transaction.atomic
def ask_about_case(
    *,
    page: BasePage,
    user: AbstractBaseUser,
    title: str,
    rule_group: str,
    body: str,
    age_band: str = "",
    setting: str = "",
    key: str = "",
    suspected: Sequence[str] = (),
) -> Thread:
    """Ask a network about a case. Nobody reads a trust or a name beside it; a rare one waits for a moderator."""
    return start_thread(
        page=page,
        user=user,
        kind=Thread.Kind.QUESTION,
        title=title,
        body=body,
        key=key,
        suspected=suspected,
        case=Bands(rule_group=rule_group, age_band=age_band, setting=setting),
    )
