"""The blocks of a decision tool: how it was checked, its questions, and the outcomes they lead to."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.text import slugify
from wagtail import blocks
from wagtail.blocks import StreamBlockValidationError, StreamValue, StructBlockValidationError

from portal.cms.blocks import PLAIN
from portal.discussion.watching import watched_in

from .trees import Answer, Outcome, Problem, Question, Step, Tree, problems

NAME_HELP = (
    "Small letters, figures and hyphens, for example “has-s2”. Answers lead to a step by it; readers never see it."
)
NO_CHECK = (
    "Add “How this tool was checked”: nobody may use a decision tool that was not checked for fairness and safety."
)
TOO_SOON = "Nobody can have checked it on a day to come."


class SourceBlock(blocks.StructBlock):
    words = blocks.CharBlock(
        label="Edition and paragraph", max_length=200, help_text="For example: Guidance, edition 2015-04, paragraph 4.2"
    )
    tool = blocks.PageChooserBlock(required=False, page_type="toolbox.EntryPage", label="Guidance in the toolbox")
    url = blocks.URLBlock(required=False, label="Or its address elsewhere")

    class Meta:
        icon = "openquote"


class AnswerBlock(blocks.StructBlock):
    text = blocks.CharBlock(label="Answer", max_length=150)
    leads_to = blocks.CharBlock(
        label="Leads to", max_length=40, help_text="The short name of a question or an outcome."
    )


class QuestionBlock(blocks.StructBlock):
    key = blocks.CharBlock(label="Short name", max_length=40, help_text=NAME_HELP)
    text = blocks.CharBlock(label="Question", max_length=200, help_text="Never who somebody is: ask what is known.")
    help = blocks.TextBlock(required=False, max_length=600, help_text="How to find out, in a sentence or two.")
    source = blocks.ListBlock(SourceBlock(), default=[], min_num=0, max_num=1, label="What it rests on")
    answers = blocks.ListBlock(AnswerBlock(), label="Answers")

    class Meta:
        icon = "help"
        label_format = "{key}: {text}"


class OutcomeBlock(blocks.StructBlock):
    key = blocks.CharBlock(label="Short name", max_length=40, help_text=NAME_HELP)
    title = blocks.CharBlock(max_length=150, help_text="What to check or whom to ask next. Never who pays.")
    words = blocks.RichTextBlock(features=PLAIN, label="What to check next")
    sources = blocks.ListBlock(SourceBlock(), default=[], min_num=0, label="What it rests on (at least one)")
    tools = blocks.ListBlock(
        blocks.PageChooserBlock(page_type="toolbox.EntryPage"), default=[], min_num=0, label="Tools to use next"
    )
    ask = blocks.CharBlock(required=False, max_length=200, label="Whom to ask", help_text="A team or a role.")

    class Meta:
        icon = "tick"
        label_format = "{key}: {title}"


class CheckedBlock(blocks.StructBlock):
    """What has to be known before anybody may rely on it. Teams and roles, not people."""

    equality_by = blocks.CharBlock(label="Equality impact: checked by", max_length=150, help_text="A team or a role.")
    equality_on = blocks.DateBlock(label="On")
    equality_found = blocks.TextBlock(label="What was found, and what was changed", max_length=1000)
    data_by = blocks.CharBlock(
        label="Data protection screening: done by",
        max_length=150,
        help_text="A team or a role. The tool stores nothing; say whether its questions need a full assessment.",
    )
    data_on = blocks.DateBlock(label="On")
    safety = blocks.ChoiceBlock(
        label="Clinical safety",
        choices=[("none", "It changes no clinical decision: no statement needed"), ("stated", "Statement below")],
    )
    safety_words = blocks.TextBlock(required=False, max_length=1000, label="Clinical safety statement")

    class Meta:
        icon = "check"
        label = "How this tool was checked"

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        days = ("equality_on", "data_on")
        wrong = {box: ValidationError(TOO_SOON) for box in days if cleaned[box] and cleaned[box] > timezone.localdate()}
        if cleaned["safety"] == "stated" and not (cleaned["safety_words"] or "").strip():
            wrong["safety_words"] = ValidationError("Write the clinical safety statement, or say that none is needed.")
        if wrong and not self.is_deferred_validation:
            raise StructBlockValidationError(block_errors=wrong)
        return cleaned


class DecisionSteps(blocks.StreamBlock):
    """A draft may have gaps: whoever publishes, or sends it to be approved, reads what is missing at the step."""

    checked = CheckedBlock()
    question = QuestionBlock()
    outcome = OutcomeBlock()

    class Meta:
        required = False
        block_counts = {"checked": {"max_num": 1}}

    def clean(self, value: StreamValue) -> StreamValue:
        cleaned = super().clean(value)
        if self.is_deferred_validation or not len(cleaned):
            return cleaned
        if wrong := wrong_with(cleaned):
            raise _as_errors(wrong)
        return cleaned


def tree_of(steps: StreamValue) -> Tree:
    found: list[Step] = []
    for place, step in enumerate(steps):
        value = step.value
        if step.block_type == "question":
            answers = tuple(Answer(one["text"] or "", slugify(one["leads_to"] or "")) for one in value["answers"])
            source = next(iter(value["source"]), None)
            found.append(
                Question(place, slugify(value["key"] or ""), value["text"] or "", answers, value["help"] or "", source)
            )
        elif step.block_type == "outcome":
            words = value["words"].source if value["words"] else ""
            found.append(
                Outcome(
                    place,
                    slugify(value["key"] or ""),
                    value["title"] or "",
                    words,
                    tuple(one for one in value["sources"] if (one["words"] or "").strip()),
                    tuple(value["tools"]),
                    value["ask"] or "",
                )
            )
    return Tree(tuple(found))


def wrong_with(steps: StreamValue) -> list[Problem]:
    """All that keeps it from being used: in its tree, in its words, and in how it was checked."""
    tree = tree_of(steps)
    found = problems(tree)
    for question in tree.questions:
        said = [question.text, question.help, *(answer.text for answer in question.answers)]
        found += [
            Problem(f"“{question.key}” says “{phrase.phrase}”. {phrase.because}".strip(), question.place, "text")
            for phrase in watched_in(*said)
            if phrase.holds
        ]
    if not any(step.block_type == "checked" for step in steps):
        found.append(Problem(NO_CHECK))
    return found


def _as_errors(wrong: list[Problem]) -> StreamBlockValidationError:
    """Each at its box of its step, several of one box together."""
    places: dict[int, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for problem in wrong:
        if problem.place is not None:
            places[problem.place][problem.box].append(problem.words)
    return StreamBlockValidationError(
        block_errors={
            place: StructBlockValidationError(
                # A list's box shows errors of its own only in a shape of its own: said above the step instead.
                block_errors={
                    box: ValidationError(" ".join(words)) for box, words in boxes.items() if box not in LISTS
                },
                non_block_errors=[ValidationError(one) for box in LISTS for one in boxes.get(box, [])],
            )
            for place, boxes in places.items()
        },
        non_block_errors=[ValidationError(problem.words) for problem in wrong if problem.place is None],
    )


LISTS = ("answers", "sources")
