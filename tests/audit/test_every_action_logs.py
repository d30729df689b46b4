"""Every verb of every app leaves an entry in the log, or stands here with the reason why not."""

from __future__ import annotations

import ast
from pathlib import Path

from django.conf import settings

LOG = "portal.audit.actions.log"
ASIDE = "portal.audit.actions.log_aside"
# A mail that comes back is logged when it is sent: whoever wrote it has written no entry by that.
LATER = "portal.notifications.delivery."

# Verbs that write no entry of their own, each with its reason.
EXEMPT = {
    "portal.audit.actions.log": "it is the log",
    "portal.audit.actions.log_aside": "it is the log",
    "portal.audit.actions.log_view": "it is the log",
    "portal.audit.actions.log_export": "it is the log",
    "portal.audit.actions.month_start": "a question, it changes nothing",
    "events.actions.surveying.forget_words": "part of a purge, which logs itself",
    "portal.privacy.actions.lists.size_of": "a question, it changes nothing",
    "portal.notifications.actions.mailing.notify": "the cause logs itself, and the mail row is the record",
    "portal.notifications.actions.mailing.clean_mails": "part of a purge or a closing, which log themselves",
    "portal.cms.actions.may_have_file": "a question, it changes nothing",
    "portal.cms.actions.set_collection_audience": "follows from the kind of a network, whose change is logged",
    "portal.files.actions.keep_document": "below the log in the layers: whoever stores a file logs it",
    "portal.files.actions.keep_version": "as keep_document",
    "portal.files.actions.restore_version": "as keep_document",
    "portal.files.actions.read_later": "reads what was stored",
    "portal.files.actions.count_download": "a count of reading, by nobody in particular",
    "portal.privacy.actions.findings.note_findings": "the finding is the record: nobody did anything but type",
    "portal.discussion.actions.drafting.keep_draft": "what somebody types and has not said: only they see it",
    "portal.discussion.actions.drafting.discard_draft": "as keep_draft",
    "portal.discussion.actions.reading.note_reading": "how far somebody has read: no decision, and nobody else sees it",
    "portal.discussion.actions.appreciating.find_useful": "readers see how many, and nobody ever sees who",
    "portal.users.actions.writing.note_read": "that somebody opened what was written to them: no decision",
    "portal.discussion.actions.drafting.draft_of": "a question, it changes nothing",
    "portal.discussion.actions.drafting.cleared": "a question, it changes nothing",
    "portal.home.actions.note_visit": "when somebody was last here: no decision",
    "portal.users.actions.security.note_session_use": "when a session was last used: no decision",
    "portal.programme.actions.editing.programme_files": "runs at set-up, safe to repeat",
    "portal.programme.actions.packages.set_up_support": "runs at set-up, safe to repeat",
    "portal.programme.actions.figures.set_up_analysts": "runs at set-up, safe to repeat",
    "portal.programme.actions.editing.set_up_editing": "runs at set-up, safe to repeat",
    "portal.home.actions.plant_portal": "runs at set-up, safe to repeat; pages have Wagtail's own log",
    "portal.home.actions.plant_plain_pages": "as plant_portal",
    "portal.home.actions.settle_address": "follows from the configuration",
    "portal.search.actions.put": "follows from the thing that is found, whose change is logged",
    "portal.search.actions.drop": "as put",
    "portal.search.actions.put_page": "as put; pages have Wagtail's own log",
    "portal.search.actions.put_pages_below": "as put_page",
    "portal.search.actions.withdraw_page": "as put_page",
    "portal.search.actions.purge": "sweeps markers of what was dropped",
    "portal.search.actions.repair": "sweeps; makes rows agree with pages",
    "portal.search.actions.reindex": "as repair",
    "portal.notifications.actions.at_once.tell_at_once": "the notice with its mail is the record",
    "portal.notifications.actions.at_once.lock": "changes nothing",
    "portal.notifications.actions.at_once.mail_news": "the notice with its mail is the record",
    "portal.notifications.actions.at_once.one_a_thread": "a question, it changes nothing",
    "portal.notifications.actions.at_once.template_of": "a question, it changes nothing",
    "portal.notifications.actions.digests.send_digests": "the digest with its mail is the record",
    "portal.notifications.actions.digests.last_due": "a question, it changes nothing",
    "portal.notifications.actions.digests.waiting_for": "a question, it changes nothing",
    "portal.notifications.actions.digests.recipient_of": "a question, it changes nothing",
    "portal.notifications.actions.digests.sections_of": "a question, it changes nothing",
    "portal.notifications.actions.digests.mail_digests": "the digest with its mail is the record",
    "portal.notifications.actions.choosing.mark_read": "when somebody read their own news: no decision",
    "portal.notifications.actions.telling.happened": "the cause logs itself, and the rows are the record",
    "portal.notifications.actions.telling.tell_of_page": "as happened; pages have Wagtail's own log",
    "portal.notifications.actions.telling.keep_in_sight": "follows from the page, whose change is in Wagtail's own log",
    "portal.privacy.actions.purging.purge_is_due": "a question, it changes nothing",
    "events.actions.agreeing.forget_owners": "part of a purge, which logs itself",
    "events.actions.leaving.forget_attendance": "part of a purge, which logs itself",
    "events.actions.attending.takes_marks": "a question, it changes nothing",
    "events.actions.inviting.tell_invited": "the mails of an action that logs itself",
    "portal.users.actions.closing.needed_before_closing": "a question, it changes nothing",
    "portal.users.actions.closing.closing_of_token": "a question, it changes nothing",
    "portal.users.actions.confirming.tenure_of_token": "a question, it changes nothing",
    "portal.users.actions.my_data.lease_of": "a name, it changes nothing",
    "networks.actions.hearing.is_muted": "a question, it changes nothing",
    "networks.actions.looking.note_look": "logs by log_view, and only what staff look at",
    "portal.users.actions.stewardship.preview_merge": "tries out and takes back, it changes nothing",
}


class Calls(ast.NodeVisitor):
    """What a function calls, as dotted paths as far as imports tell."""

    def __init__(self, names: dict[str, str]) -> None:
        self.names = names
        self.called: set[str] = set()

    def visit_Name(self, node: ast.Name) -> None:
        self.called.add(self.names.get(node.id, ""))

    def visit_Attribute(self, node: ast.Attribute) -> None:
        if isinstance(node.value, ast.Name):
            self.called.add(f"{self.names.get(node.value.id, '')}.{node.attr}")
        self.generic_visit(node)


def modules_of_actions() -> dict[str, Path]:
    found = {}
    for app in settings.PORTAL_APPS:
        folder = Path(settings.BASE_DIR, *app.split("."))
        for path in [folder / "actions.py", *sorted((folder / "actions").glob("*.py"))]:
            if path.exists():
                inner = "" if path.name == "actions.py" or path.stem == "__init__" else f".{path.stem}"
                found[f"{app}.actions{inner}"] = path
    return found


def functions_of(module: str, path: Path) -> dict[str, set[str]]:
    """Every function and class of a module, with what it calls."""
    tree = ast.parse(path.read_text())
    package = module.rpartition(".")[0] if path.name != "__init__.py" else module
    names = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            above = package.split(".")
            source = node.module or ""
            if node.level:
                source = ".".join([*above[: len(above) - node.level + 1], *filter(None, [node.module])])
            names |= {alias.asname or alias.name: f"{source}.{alias.name}" for alias in node.names}
        elif isinstance(node, (ast.FunctionDef, ast.ClassDef)) and node in tree.body:
            names[node.name] = f"{module}.{node.name}"
    found = {}
    for node in tree.body:
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
            calls = Calls(names)
            for statement in node.body:
                calls.visit(statement)
            found[f"{module}.{node.name}"] = calls.called
    return found


def all_functions() -> dict[str, set[str]]:
    """Also those of the modules beside actions.py: a verb may log through a noun of its own app."""
    found = {}
    for app in settings.PORTAL_APPS:
        folder = Path(settings.BASE_DIR, *app.split("."))
        for path in folder.rglob("*.py"):
            inside = path.relative_to(folder).with_suffix("").parts
            if "migrations" not in inside and inside[-1] != "__init__":
                found |= functions_of(".".join([app, *inside]), path)
    for module, path in modules_of_actions().items():
        found |= functions_of(module, path)
    return found


def passed_on() -> dict[str, set[str]]:
    """The names under which packages of verbs pass on those of their modules."""
    packages = {module: path for module, path in modules_of_actions().items() if path.name == "__init__.py"}
    return {
        f"{module}.{alias.name}": {f"{module}.{node.module}.{alias.name}"}
        for module, path in packages.items()
        for node in ast.parse(path.read_text()).body
        if isinstance(node, ast.ImportFrom) and node.level == 1
        for alias in node.names
    }


def those_that_log(functions: dict[str, set[str]]) -> set[str]:
    logging, functions = {LOG, ASIDE}, functions | passed_on()
    functions = {name: calls for name, calls in functions.items() if not name.startswith(LATER)}
    while more := {
        name
        for name, calls in functions.items()
        if name not in logging and calls & logging and not name.startswith(LATER)
    }:
        logging |= more
    return logging


def public_actions() -> set[str]:
    """Functions with small letters: what begins with a capital is a noun, with an underscore nobody else's."""
    return {
        name
        for module, path in modules_of_actions().items()
        for name in functions_of(module, path)
        if (word := name.rpartition(".")[2])[0] != "_" and not word[0].isupper()
    }


def without_steps(silent: set[str], functions: dict[str, set[str]], logging: set[str]) -> set[str]:
    """A step that only verbs of its own app take, each of which logs, is part of them."""
    steps: set[str] = set()

    def is_step(name: str) -> bool:
        callers = {caller for caller, calls in functions.items() if name in calls and caller != name}
        own = f"{name.partition('.actions.')[0]}.actions."
        return bool(callers) and all(one.startswith(own) and one in logging | steps for one in callers)

    while more := {name for name in silent - steps if is_step(name)}:
        steps |= more
    return silent - steps


def silent_actions() -> set[str]:
    functions = all_functions()
    logging = those_that_log(functions)
    return without_steps(public_actions() - (logging - {LOG, ASIDE}), functions, logging)


def test_every_action_writes_to_the_log_or_has_its_reason_here() -> None:
    silent = silent_actions() - set(EXEMPT)
    assert not silent, "these neither log nor are exempt: " + ", ".join(sorted(silent))


def test_no_exemption_is_out_of_date() -> None:
    assert set(EXEMPT) <= silent_actions(), sorted(set(EXEMPT) - silent_actions())


def test_a_silent_verb_is_found_and_a_verb_that_logs_through_another_is_not(tmp_path) -> None:
    path = tmp_path / "actions.py"
    path.write_text(
        "from portal.audit.actions import log\n"
        "def join(*, user): log(actor=user, action='x/joined', target=user)\n"
        "def join_all(*, users): [join(user=u) for u in users]\n"
        "def leave(*, user): user.delete()\n"
    )
    functions = functions_of("x.actions", path)
    assert set(functions) - those_that_log(functions) == {"x.actions.leave"}


def test_a_step_is_covered_by_its_verbs_only_while_nobody_else_takes_it() -> None:
    functions = {"x.actions.join": {LOG, "x.actions.write"}, "x.actions.write": set()}
    logging = those_that_log(functions)
    assert without_steps({"x.actions.write"}, functions, logging) == set()
    functions["x.views.shortcut"] = {"x.actions.write"}
    assert without_steps({"x.actions.write"}, functions, logging) == {"x.actions.write"}
