"""The pages as they are: a PDF to read, to send and to keep."""

from __future__ import annotations

from press.production.production import Produced, Production
from press.values.edition import Edition
from press.values.laid import Laid


def _made(pages: bytes, cell: Laid) -> Produced:
    """The finished pages themselves."""
    return Produced(pages)


def _claims(edition: Edition) -> tuple[str, ...]:
    """The kind of PDF/A that the edition asks for, and PDF/UA-1."""
    return edition.standard.removeprefix("PDF/A-"), "ua1"


PRODUCTION = Production("archive", begins="pages", make=_made, checked_as="archive", claims=_claims)
