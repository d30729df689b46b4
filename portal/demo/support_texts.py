"""What the demonstration's support page says; dated facts of 2018/19 stand as such."""

from __future__ import annotations

SUPPORT = [
    {"type": "heading", "value": {"text": "What the programme offers", "level": "2"}},
    {
        "type": "text",
        "value": "<p>A trust in the programme gets a package made for it: a project manager who knows overseas visitor "
        "work, and technical specialists chosen by theme, for example debt recovery or informatics.</p>"
        "<p>The package begins with a conversation about what the trust already does well. What works there is "
        "shared with those who need it most.</p>",
    },
    {"type": "heading", "value": {"text": "How trusts were selected in 2018/19", "level": "2"}},
    {
        "type": "text",
        "value": "<p>NHS Improvement wrote to 50 trusts. Together they had an apparent overseas income opportunity of "
        "about £44 million; each had an opportunity above £400,000 a year. The work was paid for centrally through "
        "2018/19, with the potential to go on through 2019/20.</p>"
        "<p>Being one of the 50 was only about the size of the opportunity. It said nothing about how well a team "
        "worked, and nothing about any single person.</p>",
    },
    {"type": "heading", "value": {"text": "Two measures, never mixed", "level": "2"}},
    {
        "type": "table",
        "value": {
            "caption": "The two measures",
            "header": ["Measure", "What it is", "What it is not"],
            "rows": [
                [
                    "Identification (income opportunity)",
                    "Pounds identified ÷ pounds that should be identified. The £44 million is about this.",
                    "Cash. Cash never counts towards it.",
                ],
                [
                    "Cash recovery rate",
                    "Cash received ÷ invoiced. The letter of 2018/19 named a national average of 37 per cent, to be "
                    "reached where possible.",
                    "A measure of how much was found.",
                ],
            ],
            "first_cell_is_heading": True,
        },
    },
    {
        "type": "text",
        "value": "<p>Debt may be collected for up to six years after the invoice, so cash received in a year was not "
        "all invoiced in it. A trust's size, type and place explain only about half of the variation in what is "
        "charged. Compare peers; do not rank.</p>",
    },
    {
        "type": "callout",
        "value": {
            "title": "Safeguards",
            "text": "<p>Urgent treatment is never delayed or denied. Payment in advance yields to care that is "
            "immediately necessary or urgent, as a clinician decides. The trust, not the programme, decides who is "
            "chargeable. The protections for the most vulnerable stay.</p>",
        },
    },
    {"type": "heading", "value": {"text": "What a trust can do today", "level": "2"}},
    {
        "type": "text",
        "value": "<p>Hold the self-check with the finance director and the clinical sponsor, choose one theme, and take "
        'its tools from <a href="/toolbox/">the toolbox</a>. Then ask <a href="/networks/">the network of your '
        "region</a> who has done it before.</p>",
    },
]
