"""Every free-text box of the portal passes the guard, or its form says why not."""

from __future__ import annotations

import ast
import importlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from django import forms
from django.apps import apps
from django.conf import settings
from django.test import RequestFactory
from wagtail.documents import get_document_model
from wagtail.documents.forms import get_document_form
from wagtail.images import get_image_model
from wagtail.images.forms import get_image_form
from wagtail.models import get_page_models
from wagtail.snippets.models import get_snippet_models

from portal.cms.forms import bound
from portal.privacy.forms import Guarded, guarded, is_free_text

pytestmark = pytest.mark.django_db  # choices of a form may be read when it is made

# Forms that are built by others than `bound`, each with the reason why its boxes need no guard.
EXEMPT = {
    "portal.users.forms.joining.FindOrganisation": "shown, never bound: its words look up the register",
}
CHECKED_ELSEWHERE = ("portal.privacy.uploads", "portal.privacy.editing", "portal.files.forms")


def modules() -> Iterator[str]:
    for app in settings.PORTAL_APPS:
        folder = Path(settings.BASE_DIR, *app.split("."))
        for path in folder.rglob("*.py"):
            if "migrations" not in path.parts:
                yield ".".join(path.relative_to(settings.BASE_DIR).with_suffix("").parts).removesuffix(".__init__")


def our_forms() -> dict[str, type[forms.BaseForm]]:
    """Every form class of ours with a box for free text."""
    found = {}
    for name in modules():
        if "form" not in name and not any(word in name for word in ("signup", "editing", "uploads", "views")):
            continue
        for one in vars(importlib.import_module(name)).values():
            if (
                isinstance(one, type)
                and issubclass(one, forms.BaseForm)
                and one.__module__.startswith(tuple(settings.PORTAL_APPS))
            ):
                boxes = getattr(one, "base_fields", {}).values()
                if any(is_free_text(field) for field in boxes):
                    found[f"{one.__module__}.{one.__qualname__}"] = one
    return found


def built_directly() -> set[str]:
    """Names of classes that some module calls itself, instead of giving them to `bound` or `guarded`."""
    called = set()
    for name in modules():
        path = Path(settings.BASE_DIR, *name.split("."))
        path = path / "__init__.py" if path.is_dir() else path.with_suffix(".py")
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                called.add(node.func.id)
            elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                called.add(node.func.attr)
    return called


def test_a_form_with_free_text_goes_through_bound_or_is_guarded_itself():
    direct = built_directly() | {"SignupDetails"}  # allauth builds on the latter
    bare = {
        name
        for name, form in our_forms().items()
        if not issubclass(form, Guarded)
        and name not in EXEMPT
        and form.__name__ in direct
        and not name.startswith(CHECKED_ELSEWHERE)
    }
    assert not bare, "build these with portal.cms.forms.bound, or let them inherit portal.privacy.forms.Guarded"


def test_allauths_forms_with_free_text_are_guarded():
    for path in settings.ACCOUNT_FORMS.values():
        module, _, name = path.rpartition(".")
        form = getattr(importlib.import_module(module), name)
        boxes = [
            box for box, field in form.base_fields.items() if is_free_text(field) and box not in ("login", "username")
        ]
        assert not boxes or issubclass(form, Guarded), f"{path}: {boxes}"


def test_an_exempt_box_says_why():
    for name, form in our_forms().items():
        for box, why in getattr(form, "guard_exempt", {}).items():
            assert len(why) > 15, f"{name}.{box}"


def test_bound_guards_whatever_form_it_is_given():
    class Anything(forms.Form):
        words = forms.CharField()

    request = RequestFactory().post("/", {"words": "NHS number 999 000 0018"})
    form = bound(request, Anything)
    assert isinstance(form, Guarded)
    assert not form.is_valid()
    assert guarded(Anything) is guarded(Anything)


@pytest.mark.parametrize("model", get_page_models() + get_snippet_models(), ids=lambda model: model.__name__)
def test_what_editors_write_is_guarded(model):
    if not model._meta.app_label or apps.get_app_config(model._meta.app_label).name not in settings.PORTAL_APPS:
        pytest.skip("Wagtail's own root page: nobody edits it")
    handler = model.get_edit_handler()
    assert issubclass(handler.get_form_class(), Guarded), "give it a base_form_class of portal.privacy.editing"


def test_uploads_are_guarded():
    assert issubclass(get_document_form(get_document_model()), Guarded)
    assert issubclass(get_image_form(get_image_model()), Guarded)
