"""The command line itself: the verbs, and what is said when work can't go on."""

from __future__ import annotations

import difflib
import sys
from collections.abc import Sequence
from pathlib import Path

import click

from press.commands.build import build
from press.commands.catalogue import catalogue
from press.commands.catalogue_receive import receive
from press.commands.catalogue_review import review
from press.commands.catalogue_send import send
from press.commands.catalogue_status import status
from press.commands.check import check
from press.commands.doctor import doctor
from press.commands.language import language
from press.commands.pictures import pictures
from press.commands.tags import tags
from press.commands.text import text
from press.commands.words import words
from press.values.findings import ProjectError


class Verbs(click.Group):
    """The verbs; what is none of them is a cell to build."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """The arguments, with `build` put before those that name no verb; a usage error for what looks like one."""
        if not (args and (args[0] in self.commands or args[0] == "--help")):
            near = difflib.get_close_matches(args[0], self.commands, 1, 0.7) if args else []
            if near and not (Path(ctx.obj) / "content" / args[0]).exists():
                raise click.UsageError(f'no verb and no document is called "{args[0]}": did you mean {near[0]}?')
            args = ["build", *args]
        return super().parse_args(ctx, args)


@click.group(cls=Verbs, context_settings={"help_option_names": ["--help"], "max_content_width": 100})
def verbs() -> None:
    """Sets documents in many languages as PDFs.

    \b
    python build.py                            every document, language and edition
    python build.py 'statement-1988/fa/*'      one document in Persian, all editions
    python build.py --list                     what would be built, and what not, and why
    python build.py catalogue update           brings catalogues to what the documents say now
    python build.py catalogue check            what is wrong in the translations
    python build.py language add nl            begins a language
    python build.py check CELL|FILE.pdf        what a preflight says of a cell, or of any PDF
    python build.py tags CELL|FILE             what a reader who listens to a PDF is told
    python build.py build --help               all options of a build

    A cell is document/language/edition. The PDFs are in out/. A PDF whose name ends in _draft is not final: a question
    in its document is open, or a passage is not translated.
    """


for verb in (build, catalogue, check, doctor, language, pictures, tags, text, words):
    verbs.add_command(verb)


for verb in (send, receive, review, status):
    catalogue.add_command(verb)


def run(arguments: Sequence[str], root: Path) -> int:
    """Runs one verb in the project at `root`; the exit code: 0 clean, 1 errors, 2 can't go on."""
    try:
        code = verbs.main(list(arguments), prog_name="build.py", standalone_mode=False, obj=root)
        return code if isinstance(code, int) else 0
    except ProjectError as error:
        print(error, file=sys.stderr)
    except click.ClickException as error:
        print(f"error: {error.format_message()}\n  hint: python build.py --help shows what there is", file=sys.stderr)
    except (KeyboardInterrupt, click.Abort):
        print("\nstopped; no half-written PDF is left, and older ones are still there", file=sys.stderr)
    return 2
