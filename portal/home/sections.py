"""The parts that every portal starts with: which page opens each, and what it says until editors change it."""

from __future__ import annotations

from events.models import EventIndexPage
from networks.models import NetworkIndexPage
from portal.blog.models import BlogIndexPage
from portal.cms.models import BasePage
from portal.programme.models import SupportPage
from toolbox.models import ToolboxIndexPage

# Page type, address, title, summary: in the order of the menu.
SECTIONS: list[tuple[type[BasePage], str, str, str]] = [
    (
        NetworkIndexPage,
        "networks",
        "Networks",
        "Find the people who do your job near you. Each network has a convenor, meetings and discussions.",
    ),
    (
        EventIndexPage,
        "meetings",
        "Meetings",
        "Meet the people who do your job: in your network, across the country, in a room or online.",
    ),
    (
        ToolboxIndexPage,
        "toolbox",
        "Toolbox",
        "Templates, procedures, guidance and case studies that work, each with an owner and a review date.",
    ),
    (
        BlogIndexPage,
        "blog",
        "Blog",
        "News of the programme and its networks, and what colleagues found out by trying.",
    ),
    (
        SupportPage,
        "support",
        "Support for trusts",
        "Project managers and specialists who have done this work help trusts with the largest opportunity; what works "
        "goes to everybody through the toolbox.",
    ),
]

# Where the programme's editors write and its moderators approve. Meetings and networks belong to those who run them.
WRITTEN_BY_THE_PROGRAMME = ["toolbox", "blog", "support"]
