"""A camera that sees one picture: frames as Chromium's fake camera reads them from a file (YUV4MPEG2)."""

from __future__ import annotations

import io
from pathlib import Path

from PIL import Image

WIDTH, HEIGHT, FRAMES = 640, 480, 3


def film(picture: bytes, path: Path) -> Path:
    """The picture in the middle of a grey wall, as a short film that goes round and round."""
    seen = Image.open(io.BytesIO(picture)).convert("L").resize((360, 360), Image.Resampling.NEAREST)
    wall = Image.new("L", (WIDTH, HEIGHT), 140)
    wall.paste(seen, ((WIDTH - 360) // 2, (HEIGHT - 360) // 2))
    luma = bytes(16 + value * 219 // 255 for value in wall.tobytes())
    chroma = bytes([128]) * (WIDTH * HEIGHT // 2)  # no colour
    frame = b"FRAME\n" + luma + chroma
    path.write_bytes(f"YUV4MPEG2 W{WIDTH} H{HEIGHT} F10:1 Ip A1:1 C420jpeg\n".encode() + frame * FRAMES)
    return path
