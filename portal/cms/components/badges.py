"""The signs of the portal: the badge of each kind of thing with the word people use for it."""

from __future__ import annotations

# Our own glyphs (24 by 24), drawn with strokes so that they stay light beside text.
GLYPHS = {
    "book": "M12 6.5C10 5 7 4.5 4 5v13c3-.5 6 0 8 1.5 2-1.5 5-2 8-1.5V5c-3-.5-6 0-8 1.5Zm0 0v13",
    "sheet": "M6 3h8l4 4v14H6V3Zm8 0v4h4M9 12h6M9 16h6",
    "steps": "M4 20h5v-5h5v-5h6M14 4h6v6",
    "story": "M4 5h16v11H11l-4 4v-4H4V5Zm4 4h8M8 12.5h5",
    "cap": "m2.5 9.5 9.5-4.5 9.5 4.5-9.5 4.5-9.5-4.5Zm4 2v4.5c3.5 2.5 7.5 2.5 11 0V11.5M21.5 9.5v5",
    "ticks": "m4 6 1.5 1.5L8 5M4 12l1.5 1.5L8 11M4 18l1.5 1.5L8 17M11.5 6.5H20M11.5 12.5H20M11.5 18.5H20",
    "bars": "M4 20h16M7 16v-4M12 16V6M17 16v-7",
    "link": "M10 14a4 4 0 0 0 5.7 0l3-3A4 4 0 0 0 13 5.3l-1 1M14 10a4 4 0 0 0-5.7 0l-3 3A4 4 0 0 0 11 18.7l1-1",
    "fork": "M12 21v-8M12 13c0-4-5-3-5-8M12 13c0-4 5-3 5-8M4.5 7 7 4.5 9.5 7M14.5 7 17 4.5 19.5 7",
    "calendar": "M4 6h16v14H4V6Zm0 4.5h16M8 3.5V7M16 3.5V7",
    "people": "M9 11a3 3 0 1 0 0-6 3 3 0 0 0 0 6Zm-6 8c0-3.5 2.5-5.5 6-5.5s6 2 6 5.5"
    "M16 5.3a3 3 0 0 1 0 5.4M17.5 13.9c2.2.7 3.5 2.5 3.5 5.1",
    "pen": "m4 20 1-4.5L16 4.5l3.5 3.5-11 11L4 20ZM13.5 7l3.5 3.5",
    "question": "M4 5h16v11H12l-4 4v-4H4V5Zm6 4a2 2 0 1 1 2.5 2v1M12.3 14v.1",
    "person": "M12 11.5a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7ZM5 20c0-4 3-6 7-6s7 2 7 6",
    "page": "M6 3h12v18H6V3Zm3 5h6M9 12h6M9 16h3",
}

# kind: the word people use, the glyph, the colour (see .badge--… in portal.css).
KINDS = {
    "guidance": ("Guidance", "book", "blue"),
    "template": ("Template", "sheet", "green"),
    "procedure": ("Procedure", "steps", "brown"),
    "case-study": ("Case study", "story", "plum"),
    "training": ("Training", "cap", "purple"),
    "checklist": ("Checklist", "ticks", "teal"),
    "dataset": ("Figures and data", "bars", "navy"),
    "external-link": ("Link to another site", "link", "grey"),
    "link": ("Link to another site", "link", "grey"),
    "decision-tool": ("Decision tool", "fork", "red"),
    "tool": ("Tool", "sheet", "green"),
    "meeting": ("Meeting", "calendar", "navy"),
    "event": ("Meeting", "calendar", "navy"),
    "network": ("Network", "people", "blue"),
    "post": ("Blog post", "pen", "plum"),
    "question": ("Question", "question", "brown"),
    "discussion": ("Discussion", "story", "brown"),
    "idea": ("Idea", "story", "teal"),
    "challenge": ("Peer challenge", "question", "teal"),
    "announcement": ("Announcement", "story", "brown"),
    "person": ("Person", "person", "grey"),
    "term": ("Glossary", "book", "teal"),
    "faq": ("Question and answer", "question", "teal"),
    "page": ("Page", "page", "grey"),
}


def badge(kind: str, label: str = "") -> dict[str, str]:
    """The word, glyph and colour of a kind; an unknown kind is shown as itself, quietly."""
    key = str(kind).lower().replace("_", "-").replace(" ", "-")
    word, glyph, colour = KINDS.get(key, (str(kind).replace("-", " ").replace("_", " ").capitalize(), "page", "grey"))
    return {"label": label or word, "glyph": GLYPHS[glyph], "colour": colour}
