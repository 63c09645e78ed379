"""Draws docs/pictures/result.png from a demo: a letter's first page and the board.

Run `make demo`, then `python setup/make_picture.py demo BOARD.png docs/pictures`,
where BOARD.png is a screenshot of demo/outbox/status.html, 1300 by 1700 pixels.
"""

from __future__ import annotations

import io
import sys
from pathlib import Path

from PIL import Image

from toolkit.pdf import picture

_GREY = (226, 230, 233)


def draw(demo: Path, board: Path, folder: Path) -> None:
    """Lay the two side by side on grey and write result.png."""
    [letter] = (demo / "outbox" / "cases").glob("*-0001-*/*acceptance-school*.pdf")
    page = Image.open(io.BytesIO(picture(letter.read_bytes(), 1, 100))).convert("RGB")
    shot = Image.open(board).convert("RGB").resize((900, page.height))
    whole = Image.new("RGB", (page.width + 960, page.height + 40), _GREY)
    whole.paste(page, (20, 20))
    whole.paste(shot, (page.width + 40, 20))
    folder.mkdir(parents=True, exist_ok=True)
    whole.quantize(128).save(folder / "result.png", optimize=True)


if __name__ == "__main__":
    draw(*map(Path, sys.argv[1:4]))
