"""Templates and the letters made of them, side by side as LibreOffice shows them.

``python -m tests.bench.look_letters OUT TEMPLATE…`` writes for each template a picture with the
template left and the letter right, and says how much of the page differs: only where fields were
filled it should. Needs LibreOffice and pdftoppm; nothing else of the program does.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image, ImageChops

from app.exchange.office_program import to_pdf
from app.exchange.word.letters import load_template, merge_one

DOTS = 60


def pictures(document: Path, folder: Path) -> list[Path]:
    """The pages of a document as pictures."""
    (pdf,) = to_pdf([document], folder)
    program = shutil.which("pdftoppm") or "pdftoppm"
    stem = folder / document.stem
    subprocess.run([program, "-r", str(DOTS), "-png", str(pdf), str(stem)], check=True)
    return sorted(folder.glob(f"{document.stem}-*.png"))


def look(template: Path, out: Path) -> str:
    """Write the picture of one template; a sentence on how much differs."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        before = folder / "before.docx"
        before.write_bytes(template.read_bytes())
        loaded = load_template(template)
        after = folder / "after.docx"
        # The name in the same marks as Word shows: then nothing but real changes differ.
        values = {use.name: f"«{use.name}»" for use in loaded.fields if use.kind == "merge"}
        after.write_bytes(merge_one(loaded, values))
        left, right = pictures(before, folder), pictures(after, folder)
        pairs = [(Image.open(a), Image.open(b)) for a, b in zip(left, right, strict=False)]
        first, second = pairs[0]
        both = Image.new("RGB", (first.width + second.width, max(first.height, second.height)))
        both.paste(first, (0, 0))
        both.paste(second, (first.width, 0))
        both.save(out / f"{template.stem}.png")
        parts = [_different(a, b) for a, b in pairs]
    pages = "" if len(left) == len(right) else f"; {len(left)} pages became {len(right)}"
    return f"{template.name:<48}{100 * sum(parts) / len(parts):>6.2f} % of the page differs{pages}"


def _different(first: Image.Image, second: Image.Image) -> float:
    if first.size != second.size:
        return 1.0
    marks = ImageChops.difference(first.convert("L"), second.convert("L"))
    changed = sum(marks.point([0] * 64 + [1] * 192).histogram()[1:])
    return changed / (first.width * first.height)


def main() -> None:
    """Look at each template named on the command line."""
    out = Path(sys.argv[1])
    out.mkdir(parents=True, exist_ok=True)
    for name in sys.argv[2:]:
        print(look(Path(name), out))


if __name__ == "__main__":
    main()
