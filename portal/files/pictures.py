"""A picture without what the camera wrote into it: place, device, time, comments."""

from __future__ import annotations

from io import BytesIO
from typing import IO

from PIL import Image, ImageOps, ImageSequence

KEPT = {"JPEG": {"quality": 90, "subsampling": "keep"}, "WEBP": {"quality": 90}, "PNG": {"optimize": False}}


def stripped(file: IO[bytes]) -> bytes:
    """The same picture, turned the right way up, with its colours and nothing else."""
    file.seek(0)
    with Image.open(file) as picture:
        form = picture.format or "PNG"
        if getattr(picture, "n_frames", 1) > 1:
            return _stripped_animation(picture, form)
        upright = ImageOps.exif_transpose(picture)
        options = dict(KEPT.get(form, {}))  # type: ignore[call-overload]
        if upright is not picture and upright.format != "JPEG":
            options.pop("subsampling", None)  # only a picture as it was read can keep its own
        upright.info = {key: upright.info[key] for key in ("icc_profile", "transparency") if key in upright.info}
        return _saved(upright, form, options)


def _stripped_animation(picture: Image.Image, form: str) -> bytes:
    frames = [frame.copy() for frame in ImageSequence.Iterator(picture)]
    timing = {key: picture.info[key] for key in ("duration", "loop") if key in picture.info}
    for frame in frames:
        frame.info = {}
    return _saved(frames[0], form, {"save_all": True, "append_images": frames[1:], **timing})


def _saved(picture: Image.Image, form: str, options: dict) -> bytes:
    stream = BytesIO()
    picture.save(stream, form, **options)
    return stream.getvalue()
