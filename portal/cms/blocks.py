"""The constrained set of blocks a body is made of."""

from __future__ import annotations

from typing import Any

from wagtail import blocks
from wagtail.blocks.list_block import ListBlockValidationError
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock

from .words import anchor_of

PLAIN = ["bold", "italic", "link", "document-link", "ol", "ul"]


class HeadingBlock(blocks.StructBlock):
    text = blocks.CharBlock(max_length=150)
    level = blocks.ChoiceBlock(choices=[("2", "Heading"), ("3", "Sub-heading")], default="2")

    class Meta:
        icon = "title"
        template = "components/blocks/heading.html"


class ImageBlock(blocks.StructBlock):
    image = ImageChooserBlock()
    alt = blocks.CharBlock(
        max_length=250, required=False, help_text="What the picture says. Empty only if it says nothing."
    )
    caption = blocks.CharBlock(max_length=250, required=False)

    class Meta:
        icon = "image"
        template = "components/blocks/image.html"


class DetailsBlock(blocks.StructBlock):
    summary = blocks.CharBlock(max_length=150)
    text = blocks.RichTextBlock(features=PLAIN)

    class Meta:
        icon = "arrow-down"
        template = "components/blocks/details.html"


class QuestionBlock(blocks.StructBlock):
    question = blocks.CharBlock(max_length=200)
    answer = blocks.RichTextBlock(features=PLAIN)

    class Meta:
        icon = "help"


class QuestionsBlock(blocks.ListBlock):
    """Questions with their answers; each is found by search and has an address of its own."""

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        anchors = [anchor_of(row["question"]) for row in cleaned]
        if len(set(anchors)) < len(anchors):
            raise ListBlockValidationError(non_block_errors=["The same question stands here twice."])
        return cleaned

    class Meta:
        icon = "help"
        template = "components/blocks/questions.html"


class CalloutBlock(blocks.StructBlock):
    title = blocks.CharBlock(max_length=120)
    text = blocks.RichTextBlock(features=PLAIN)

    class Meta:
        icon = "warning"
        template = "components/blocks/callout.html"


class TableBlock(blocks.StructBlock):
    caption = blocks.CharBlock(max_length=200)
    header = blocks.ListBlock(blocks.CharBlock(max_length=100), label="Column headings")
    rows = blocks.ListBlock(
        blocks.ListBlock(blocks.CharBlock(max_length=500, required=False), label="Cells"), label="Rows"
    )
    first_cell_is_heading = blocks.BooleanBlock(required=False)

    class Meta:
        icon = "table"
        template = "components/blocks/table.html"


class VideoBlock(blocks.StructBlock):
    title = blocks.CharBlock(max_length=150)
    url = blocks.URLBlock(help_text="Readers follow the link; nothing is loaded from elsewhere.")
    transcript = blocks.RichTextBlock(features=PLAIN)

    class Meta:
        icon = "media"
        template = "components/blocks/video.html"


class QuoteBlock(blocks.StructBlock):
    text = blocks.TextBlock()
    source = blocks.CharBlock(max_length=150, required=False)

    class Meta:
        icon = "openquote"
        template = "components/blocks/quote.html"


class LinkBlock(blocks.StructBlock):
    text = blocks.CharBlock(max_length=150)
    page = blocks.PageChooserBlock(required=False)
    url = blocks.URLBlock(required=False)

    class Meta:
        icon = "link"


class BodyBlocks(blocks.StreamBlock):
    """Everything an editor may put into a body, and nothing else."""

    text = blocks.RichTextBlock(features=[*PLAIN, "h2", "h3"], template="components/blocks/text.html", icon="pilcrow")
    heading = HeadingBlock()
    inset = blocks.RichTextBlock(features=PLAIN, template="components/blocks/inset.html", icon="info-circle")
    details = DetailsBlock()
    questions = QuestionsBlock(QuestionBlock(), label="Questions and answers")
    callout = CalloutBlock()
    table = TableBlock()
    image = ImageBlock()
    document = DocumentChooserBlock(template="components/blocks/document.html")
    video = VideoBlock()
    quote = QuoteBlock()
    footnote = blocks.RichTextBlock(features=["bold", "italic", "link"], template="components/blocks/footnote.html")
    related = blocks.ListBlock(
        LinkBlock(), template="components/blocks/related.html", icon="link", label="Related links"
    )
