"""Who made a desk pack, and whether it is whole: sums of its files, and a signature over them.

The sums are as `sha256sum --check` reads them, the signature is Ed25519 (RFC 8032), so both can be checked with common
programs on a machine that has never heard of the portal.
"""

from __future__ import annotations

import hashlib
import posixpath
import zipfile
from typing import IO

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from django.utils.crypto import salted_hmac

SUMS, SIGNATURE, KEY = "SHA256SUMS", "SHA256SUMS.sig", "KEY.pem"
OURS = {SUMS, SIGNATURE, KEY}
BLOCK = 64 * 1024


def private_key() -> Ed25519PrivateKey:
    """Follows from the portal's secret key: whoever changes that one publishes a new public key with it."""
    return Ed25519PrivateKey.from_private_bytes(salted_hmac("toolbox.desk_pack", "seal", algorithm="sha256").digest())


def public_key() -> str:
    """As the portal publishes it (PEM)."""
    form = serialization.PublicFormat.SubjectPublicKeyInfo
    return private_key().public_key().public_bytes(serialization.Encoding.PEM, form).decode()


def sign(sums: bytes) -> bytes:
    return private_key().sign(sums)


def faults(archive: IO[bytes], *, key: str) -> list[str]:
    """What is wrong with a desk pack, in words; nothing where it is as it was made by the owner of `key` (PEM)."""
    try:
        with zipfile.ZipFile(archive) as pack:
            return list(_faults(pack, key))
    except (zipfile.BadZipFile, EOFError, OSError, NotImplementedError) as error:
        return [f"This is not a whole ZIP file: {error}"]


def _faults(pack: zipfile.ZipFile, key: str) -> list[str]:
    names = pack.namelist()
    tops = {name.partition("/")[0] for name in names}
    if len(tops) != 1:
        return ["This is not a desk pack: it has no folder of its own."]
    top = tops.pop()
    there = {posixpath.relpath(name, top): name for name in names}
    if missing := sorted(OURS - there.keys()):
        return [f"{name} is missing." for name in missing]
    sums = pack.read(there[SUMS])
    owner = serialization.load_pem_public_key(key.encode())
    if not isinstance(owner, Ed25519PublicKey):
        return ["The key is of another kind."]
    try:
        owner.verify(pack.read(there[SIGNATURE]), sums)
    except InvalidSignature:
        return ["The signature does not fit: this list of files was not made by the owner of the key."]
    lines = (line.split("  ", 1) for line in sums.decode().splitlines())
    said = {name: digest for digest, name in lines}
    found = [f"{name} is missing." for name in sorted(said.keys() - there.keys())]
    found += [f"{name} was added." for name in sorted(there.keys() - said.keys() - OURS)]
    if len(names) != len(there):
        found.append("A name stands twice.")
    return found + [
        f"{name} was changed." for name in sorted(said.keys() & there.keys()) if _sum(pack, there[name]) != said[name]
    ]


def _sum(pack: zipfile.ZipFile, name: str) -> str:
    """Of a damaged member, nothing that could fit."""
    digest = hashlib.sha256()
    try:
        with pack.open(name) as source:
            while block := source.read(BLOCK):
                digest.update(block)
    except zipfile.BadZipFile:
        return ""
    return digest.hexdigest()
