"""A picture without what the camera wrote into it: place, device, time, comments."""

from __future__ import annotations

from collections.abc import Iterable
from io import BytesIO
from typing import IO

from django.conf import settings
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


class RefusedPictureError(ValueError):
    """A picture that is not taken, with a sentence that says why and what to do."""


PLACES = {"middle": (0.5, 0.5), "top": (0.5, 0.0), "bottom": (0.5, 1.0), "left": (0.0, 0.5), "right": (1.0, 0.5)}
FORMS = ("JPEG", "PNG", "WEBP")


def squares(file: IO[bytes], *, sizes: Iterable[int], place: str = "middle") -> list[bytes]:
    """Square pictures of these sizes as JPEG, cut from a place of the picture and drawn anew: nothing else is kept."""
    file.seek(0)
    try:
        with Image.open(file, formats=FORMS) as picture:
            if picture.width * picture.height > settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS:
                raise RefusedPictureError(
                    "This picture is too large. Make it smaller, for example 1,000 points across."
                )
            upright = ImageOps.exif_transpose(picture).convert("RGB")
    except RefusedPictureError:
        raise
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise RefusedPictureError("This is not a picture that we can read. Choose a JPEG, PNG or WebP file.") from error
    return [_square(upright, size, PLACES[place]) for size in sizes]


def _square(picture: Image.Image, size: int, place: tuple[float, float]) -> bytes:
    cut = ImageOps.fit(picture, (size, size), method=Image.Resampling.LANCZOS, centering=place)
    cut.info = {}
    return _saved(cut, "JPEG", {"quality": 85})
