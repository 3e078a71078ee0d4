"""One production a file: the folder is the list, and each has its `PRODUCTION`."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from press.production.production import Production


@cache
def known() -> Mapping[str, Production]:
    """Each production by its name."""
    names = sorted(module.name for module in pkgutil.iter_modules([str(Path(__file__).parent)]))
    each: list[Production] = [importlib.import_module(f"{__name__}.{name}").PRODUCTION for name in names]
    return {one.name: one for one in each}
