"""Inputs that are large or deep rather than broken; each is built whole, or refused for its true cause."""

from __future__ import annotations


def _numbered(count: int, line: str) -> str:
    """So many lines, each with its number."""
    return "\n".join(line.replace("N", str(number)) for number in range(count))


LARGE = {
    "a table of 5,000 rows": "| Year | People |\n|---|---|\n" + _numbered(5000, "| 1988 | N |") + "\n",
    "a paragraph of 200 kB": "It was a long paragraph, " * 8000 + "and it ends.\n",
    "10,000 notes": "\n\n".join(f"Line {n}[^n{n}]." for n in range(10_000)) + "\n\n"
                    + "\n\n".join(f"[^n{n}]: Note {n}." for n in range(10_000)) + "\n",
    "a list 30 deep": "\n".join("    " * depth + f"- item{depth}" for depth in range(30)) + "\n",
    "a quotation 60 deep": "> " * 60 + "word\n",
    "100,000 spaces": "Word" + " " * 100_000 + "word.\n",
    "2,000 marks": "*_" * 2000 + "\n",
    "5,000 brackets": "[" * 5000 + "word\n",
    "5,000 emphases": "*a **b " * 5000 + "\n",
    "20,000 backticks": "`" * 20_000 + " word\n",
    "a word of 10,000 letters": "a" * 10_000 + "\n",
}
