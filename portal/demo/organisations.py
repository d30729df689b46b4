"""Invented trusts in the seven regions. Codes hold a hyphen: the register cannot issue them."""

from __future__ import annotations

from datetime import date

from portal.organisations.models import Domain, FormerName, Organisation, Region, Succession

from .cast import Cast

# Region, then the invented places: slug, name, type.
TRUSTS = {
    "london": [
        ("thamesgate", "Thamesgate University Hospitals", "teaching"),
        ("northmarsh", "Northmarsh Hospitals", "acute"),
        ("queensferry", "Queensferry Specialist Hospital", "specialist"),
        ("lambwell", "Lambwell and District", "acute"),
        ("eastwharf", "East Wharf Hospitals", "acute"),
        ("highfold", "Highfold Community and Mental Health", "mental-health"),
    ],
    "south-east": [
        ("chalkdown", "Chalkdown Hospitals", "acute"),
        ("saltmere", "Saltmere University Hospitals", "teaching"),
        ("oakhanger", "Oakhanger and Weald", "acute"),
        ("portway", "Portway Hospitals", "acute"),
        ("medbourne", "Medbourne Community", "community"),
    ],
    "south-west": [
        ("tamarbank", "Tamarbank Hospitals", "acute"),
        ("combeleigh", "Combeleigh and Moor", "acute"),
        ("severnside", "Severnside University Hospitals", "teaching"),
        ("quantock-vale", "Quantock Vale", "acute"),
    ],
    "east-of-england": [
        ("fenbridge", "Fenbridge University Hospitals", "teaching"),
        ("broadwater", "Broadwater Hospitals", "acute"),
        ("stourmouth", "Stourmouth and Coast", "acute"),
        ("hartsfield", "Hartsfield Hospitals", "acute"),
    ],
    "midlands": [
        ("trentford", "Trentford University Hospitals", "teaching"),
        ("alderbridge", "Alderbridge Hospitals", "acute"),
        ("wolfmarsh", "Wolfmarsh and Heath", "acute"),
        ("ironvale", "Ironvale Hospitals", "acute"),
        ("welland-edge", "Welland Edge", "acute"),
        ("peakside", "Peakside Children's Hospital", "specialist"),
    ],
    "north-east-and-yorkshire": [
        ("tynecastle", "Tynecastle University Hospitals", "teaching"),
        ("dalesford", "Dalesford and Moors", "acute"),
        ("steelwater", "Steelwater Hospitals", "acute"),
        ("humberlea", "Humberlea Hospitals", "acute"),
        ("ousebridge", "Ousebridge Hospitals", "acute"),
    ],
    "north-west": [
        ("merebank", "Merebank University Hospitals", "teaching"),
        ("cottonbrook", "Cottonbrook Hospitals", "acute"),
        ("sandgrave", "Sandgrave and Shore", "acute"),
        ("lunefell", "Lunefell Hospitals", "acute"),
    ],
}


def load(cast: Cast) -> None:
    regions = {region.slug: region for region in Region.objects.all()}
    shared, _ = Domain.objects.get_or_create(name="nhs-mail.example", defaults={"shared": True})
    for slug, places in TRUSTS.items():
        for number, (place, name, trust_type) in enumerate(places, start=1):
            trust = Organisation.objects.create(
                code=f"{regions[slug].code}-{number:02d}",
                name=f"{name} NHS Trust (invented)",
                kind=Organisation.Kind.TRUST,
                trust_type=trust_type,
                region=regions[slug],
                invented=True,
            )
            domain = Domain.objects.create(name=f"{place}.example")
            domain.organisations.add(trust)
            shared.organisations.add(trust)
            cast.trusts[place] = trust
        commissioner = Organisation.objects.create(
            code=f"{regions[slug].code}-C1",
            name=f"{regions[slug].name} Commissioning Board (invented)",
            kind=Organisation.Kind.COMMISSIONER,
            region=regions[slug],
            invented=True,
        )
        cast.trusts[f"board-{slug}"] = commissioner
    _merge(cast.trusts["northmarsh"])
    programme = Organisation.objects.create(
        code="DEMO-PROG",
        name="Visitor and Migrant NHS Cost Recovery Programme (demonstration)",
        kind=Organisation.Kind.PROGRAMME,
        invented=True,
    )
    Domain.objects.create(name="programme.example").organisations.add(programme)
    cast.trusts["programme"] = programme


def _merge(successor: Organisation) -> None:
    """A trust that has gone, so that the register has a history to show."""
    old = Organisation.objects.create(
        code="Y56-99",
        name="Saltpan Infirmary NHS Trust (invented)",
        kind=Organisation.Kind.TRUST,
        trust_type="acute",
        region=successor.region,
        invented=True,
        closed_on=date(2024, 3, 31),
        successor=successor,
        succeeded_on=date(2024, 4, 1),
    )
    Succession.objects.create(old=old, new=successor, on=date(2024, 4, 1), reason="Merger (invented)")
    FormerName.objects.create(organisation=successor, name="Northmarsh General", until=date(2024, 4, 1))
