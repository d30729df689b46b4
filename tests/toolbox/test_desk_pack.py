"""The toolbox on a stick: what is in it, what never is, its seal, its versions."""

from __future__ import annotations

import io
import json
import subprocess
import zipfile
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone

from tests.clients import Client
from tests.factories.networks import make_network
from tests.factories.toolbox import make_document, make_entry, make_toolbox
from tests.factories.users import StaffFactory, UserFactory
from toolbox.actions import make_pack
from toolbox.desk_pack.seal import SIGNATURE, SUMS, faults, public_key
from toolbox.models import DeskPack, Term
from toolbox.providers import packs_due

pytestmark = pytest.mark.django_db


@pytest.fixture
def toolbox(home):
    return make_toolbox(home)


@pytest.fixture
def letter(toolbox):
    words = [
        {
            "type": "text",
            "value": '<p>Ask for <a href="/toolbox/poster/">the poster</a> or <a href="/blog/">us</a>.</p>',
        }
    ]
    return make_entry(
        toolbox, title="Letter", slug="letter", body=json.dumps(words), files=[make_document(name="letter.docx")]
    )


@pytest.fixture
def poster(toolbox):
    return make_entry(toolbox, title="Poster </script>", slug="poster")


def opened(pack: DeskPack) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(pack.archive.open("rb").read()))


def names_of(pack: DeskPack) -> set[str]:
    return {name.partition("/")[2] for name in opened(pack).namelist()}


def read(pack: DeskPack, name: str) -> str:
    return opened(pack).read(f"desk-pack-{pack.version}/{name}").decode()


def test_it_has_a_page_and_the_files_of_each_tool_and_links_that_work_in_a_folder(letter, poster):
    pack = make_pack()
    document = letter.files.get().document
    place = f"files/letter/{document.pk}-{document.filename}"
    assert {"index.html", "tools/letter.html", "tools/poster.html", place, "search.js", "style.css"} <= names_of(pack)
    page = read(pack, "tools/letter.html")
    assert 'href="../tools/poster.html"' in page
    assert f'href="../{place}"' in page
    assert 'href="http://localhost:8000/blog/"' in page or ("/blog/" in page and 'href="/blog/"' not in page)
    assert 'href="/' not in page and 'src="/' not in page
    assert "</script>" not in read(pack, "search-data.js")


def test_what_is_not_for_everybody_is_not_in_it(home, toolbox, letter):
    network = make_network(home, kind="private", title="Secret midlands")
    make_entry(
        network.page,
        title="Hidden tool",
        slug="hidden",
        files=[make_document(name="hidden.docx", collection=network.collection)],
    )
    draft = make_entry(toolbox, title="Unpublished tool", slug="unpublished")
    draft.unpublish()
    pack = make_pack()
    everything = b"".join(opened(pack).read(name) for name in opened(pack).namelist())
    for words in (b"Hidden tool", b"hidden.docx", b"hidden.html", b"Unpublished", b"Secret midlands"):
        assert words not in everything
    assert pack.tools == 1


def test_a_changed_byte_a_missing_and_an_added_file_are_named(letter, poster):
    pack = make_pack()
    assert faults(io.BytesIO(pack.archive.open("rb").read()), key=public_key()) == []

    def altered(*, change: str = "", drop: str = "", add: str = "") -> io.BytesIO:
        into = io.BytesIO()
        with opened(pack) as source, zipfile.ZipFile(into, "w") as target:
            for name in source.namelist():
                if not (drop and name.endswith(drop)):
                    data = source.read(name)
                    target.writestr(name, data[:-1] + b"?" if change and name.endswith(change) else data)
            if add:
                target.writestr(f"desk-pack-{pack.version}/{add}", b"x")
        return into

    assert faults(altered(change="letter.html"), key=public_key()) == ["tools/letter.html was changed."]
    assert faults(altered(drop="poster.html"), key=public_key()) == ["tools/poster.html is missing."]
    assert faults(altered(add="evil.html"), key=public_key()) == ["evil.html was added."]
    assert "signature does not fit" in faults(altered(change=SUMS), key=public_key())[0]
    assert "signature does not fit" in faults(altered(change=SIGNATURE), key=public_key())[0]
    assert faults(io.BytesIO(b"no pack"), key=public_key())[0].startswith("This is not a whole ZIP")


def test_the_seal_is_read_by_programs_that_know_nothing_of_us(letter, tmp_path):
    pack = make_pack()
    opened(pack).extractall(tmp_path)
    folder = tmp_path / f"desk-pack-{pack.version}"
    verify = [
        "openssl",
        "pkeyutl",
        "-verify",
        "-pubin",
        "-inkey",
        "KEY.pem",
        "-rawin",
        "-in",
        SUMS,
        "-sigfile",
        SIGNATURE,
    ]
    assert subprocess.run(verify, cwd=folder, check=False, capture_output=True).returncode == 0
    assert subprocess.run(["sha256sum", "--check", SUMS], cwd=folder, check=False, capture_output=True).returncode == 0
    assert (folder / "KEY.pem").read_text() == public_key()


def test_a_version_says_what_changed_and_nothing_new_makes_none(letter, poster, toolbox):
    first = make_pack()
    assert make_pack() == first
    letter.title = "Better letter"
    letter.save_revision().publish()
    poster.unpublish()
    make_entry(toolbox, title="Checklist")
    second = make_pack()
    assert second.version == f"{first.version}-2"
    assert second.changes == {"new": ["Checklist"], "changed": ["Better letter"], "gone": ["Poster </script>"]}
    assert DeskPack.objects.count() == 2


def test_only_the_last_five_are_kept(letter, django_capture_on_commit_callbacks):
    kept = []
    with django_capture_on_commit_callbacks(execute=True):
        for number in range(6):
            letter.title = f"Letter {number}"
            letter.save_revision().publish()
            kept.append(make_pack())
    assert set(DeskPack.objects.all()) == set(kept[1:])
    assert not kept[0].archive.storage.exists(kept[0].archive.name)


def test_everybody_downloads_it_and_staff_ask_for_a_new_one(letter, client):
    Term.objects.create(term="Overseas visitor manager", slug="ovm", other_names="OVM", definition="Recovers costs.")
    assert "No pack yet" in client.get("/toolbox/desk-pack/").content.decode()
    staff = Client()
    staff.force_login(StaffFactory())
    assert staff.post(reverse("toolbox:make_pack")).status_code == 302
    pack = DeskPack.objects.get()
    page = client.get("/toolbox/desk-pack/").content.decode()
    assert pack.digest in page and "BEGIN PUBLIC KEY" in page and "Make a new version" not in page
    sent = client.get(f"/toolbox/desk-pack/{pack.version}.zip")
    assert sent["Content-Type"] == "application/zip"
    assert faults(io.BytesIO(b"".join(sent.streaming_content)), key=public_key()) == []
    guide = client.get(f"/toolbox/desk-pack/{pack.version}.pdf")
    assert b"".join(guide.streaming_content).startswith(b"%PDF")
    assert client.get("/toolbox/desk-pack/2001-01-01.zip").status_code == 404
    member = Client()
    member.force_login(UserFactory())
    assert member.post(reverse("toolbox:make_pack")).status_code == 404


def test_one_is_made_by_itself_once_a_week_where_something_changed(letter):
    now = timezone.now()
    assert packs_due(now) == 1
    assert packs_due(now + timedelta(days=1)) == 0
    assert packs_due(now + timedelta(days=8)) == 0
    letter.title = "New words"
    letter.save_revision().publish()
    assert packs_due(now + timedelta(days=8)) == 1


def test_the_command_makes_one_and_checks_one(letter, tmp_path, capsys):
    call_command("desk_pack")
    pack = DeskPack.objects.get()
    assert pack.digest in capsys.readouterr().out
    path = tmp_path / "pack.zip"
    path.write_bytes(pack.archive.open("rb").read())
    call_command("desk_pack", check=path)
    assert "Whole" in capsys.readouterr().out
    path.write_bytes(path.read_bytes()[:-200])
    with pytest.raises(CommandError):
        call_command("desk_pack", check=path)
