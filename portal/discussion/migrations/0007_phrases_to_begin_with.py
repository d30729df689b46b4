"""The phrases that a new portal watches for. Staff change them in the editor; a later upgrade brings none back."""

from django.db import migrations

LOOKS = (
    "It reads as if people were picked out by their name, accent, looks or origin. None of these says whether somebody "
    "pays: many people who sound or look foreign live here, and many who do not are visitors. Everybody is asked the "
    "same questions, so nobody is picked out and nobody is missed. Say what is asked of everybody instead."
)
WORDING = (
    "These words judge people before anything is known of them. “Chargeable visitor”, “somebody without proof of "
    "residence” or the rule that applies says what you mean, and is read more gladly."
)

HOLD = [
    "foreign name*",
    "foreign surname*",
    "foreign accent*",
    "foreign sounding",
    "sound* foreign",
    "look* foreign",
    "foreign looking",
    "foreign appearance",
    "unusual name*",
    "unusual surname*",
    "non british name*",
    "non english name*",
    "english sounding name*",
    "british sounding name*",
    "ethnic name*",
    "muslim name*",
    "african name*",
    "asian name*",
    "arabic name*",
    "polish name*",
    "name sounds",
    "names that sound",
    "surname sounds",
    "go by the name",
    "go by the surname",
    "going by the surname",
    "tell from the name",
    "tell from the surname",
    "tell by the name",
    "tell by the surname",
    "tell by the accent",
    "has an accent",
    "have an accent",
    "with an accent",
    "strong accent*",
    "heavy accent*",
    "thick accent*",
    "their accent",
    "skin colour*",
    "colour of their skin",
    "dark skin*",
    "dont look british",
    "doesnt look british",
    "does not look british",
    "dont look english",
    "doesnt look english",
    "does not look english",
    "look like immigrants",
    "looks like an immigrant",
    "headscarf",
    "headscarves",
    "hijab*",
    "turban*",
    "ethnic appearance",
    "not from round here",
    "not from around here",
]
ADVISE = ["health tourist*", "health tourism", "illegal immigrant*", "illegals", "bogus", "freeloader*", "foreigner*"]


def begin(apps, schema_editor):
    phrases = apps.get_model("discussion", "WatchedPhrase").objects
    for what, because, words in (("hold", LOOKS, HOLD), ("advise", WORDING, ADVISE)):
        for phrase in words:
            phrases.get_or_create(phrase=phrase, defaults={"what": what, "because": because})


class Migration(migrations.Migration):

    dependencies = [("discussion", "0006_watched_phrases")]

    operations = [migrations.RunPython(begin, migrations.RunPython.noop)]
