"""Makes press/languages/cldr.json from the packages cldr-core, cldr-misc-full and cldr-numbers-full of the npm registry.

    npm pack cldr-core@48.2.0 cldr-misc-full@48.2.0 cldr-numbers-full@48.2.0
    (unpack each; then)  .venv/bin/python tools/cldr.py FOLDER_OF_CORE FOLDER_OF_MISC FOLDER_OF_NUMBERS
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import Any

LANGUAGES = (
    "af", "am", "ar", "az", "be", "bg", "bn", "bs", "ca", "cs", "cy", "da", "de", "el", "en", "es", "et", "eu", "fa",
    "fi", "fil", "fr", "ga", "gl", "gu", "ha", "he", "hi", "hr", "hu", "hy", "id", "is", "it", "ja", "ka", "kk", "km",
    "kn", "ko", "ky", "lo", "lt", "lv", "mk", "ml", "mn", "mr", "ms", "my", "nb", "ne", "nl", "nn", "pa", "pl", "ps",
    "pt", "ro", "ru", "si", "sk", "sl", "so", "sq", "sr", "sv", "sw", "ta", "te", "th", "tr", "uk", "ur", "uz", "vi",
    "zh", "zh-Hant", "zu",
)
TARGET = Path(__file__).resolve().parents[1] / "press" / "languages" / "cldr.json"


def read(path: Path) -> Any:
    """The JSON of a file."""
    return json.loads(path.read_text(encoding="utf-8"))


def language(code: str, core: Path, misc: Path, numbers: Path) -> dict[str, object]:
    """What is taken of one language."""
    delimiters = read(misc / "main" / code / "delimiters.json")["main"][code]["delimiters"]
    layout = read(misc / "main" / code / "layout.json")["main"][code]["layout"]["orientation"]
    figures = read(numbers / "main" / code / "numbers.json")["main"][code]["numbers"]
    systems = read(core / "supplemental" / "numberingSystems.json")["supplemental"]["numberingSystems"]
    usual, native = figures["defaultNumberingSystem"], figures["otherNumberingSystems"]["native"]
    symbols = figures[f"symbols-numberSystem-{usual}"]
    row: dict[str, object] = {
        "direction": "rtl" if layout["characterOrder"] == "right-to-left" else "ltr",
        "quotes": [delimiters[key] for key in ("quotationStart", "quotationEnd", "alternateQuotationStart",
                                               "alternateQuotationEnd")],
        "digits": systems[usual]["_digits"], "group": symbols["group"], "decimal": symbols["decimal"],
        "group-from": 3 + int(figures["minimumGroupingDigits"]),
    }
    # Han figures are no decimal digits.
    if native != usual and systems[native].get("_digits", "-").isdecimal():
        row["native-digits"] = systems[native]["_digits"]
    return row


def main() -> None:
    """Writes the extract."""
    core, misc, numbers = map(Path, sys.argv[1:4])
    extract = {
        "version": read(core / "package.json")["version"], "licence": "Unicode-3.0",
        "source": "Unicode Common Locale Data Repository; made by tools/cldr.py, not by hand",
        "languages": {code: language(code, core, misc, numbers) for code in LANGUAGES},
    }
    rows = ",\n".join(f"    {json.dumps(code)}: {json.dumps(row, ensure_ascii=False)}"
                      for code, row in extract.pop("languages").items())  # type: ignore[attr-defined]
    head = json.dumps(extract, ensure_ascii=False, indent=2).removesuffix("\n}")
    text = f'{head},\n  "languages": {{\n{rows}\n  }}\n}}\n'
    # Spaces that can't be told from others are written by number.
    text = re.sub(r"[\u00a0\u202f\u200e\u200f]", lambda match: f"\\u{ord(match[0]):04x}", text)
    TARGET.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
