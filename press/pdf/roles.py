"""What the types of a structure tree stand for, by its role map or the namespaces of PDF 2.0."""

from __future__ import annotations

from typing import Any

import pikepdf
from pikepdf import Name

# A map that names more in a row runs in a circle.
MOST_STEPS = 100


class Roles:
    """The role maps of one structure tree."""

    def __init__(self, root: Any) -> None:
        self.usual = {str(key): str(value) for key, value in root.get(Name.RoleMap, {}).items()}

    def standard(self, kind: str, space: Any = None) -> str:
        """The type that a type of a namespace stands for, itself where no map has it (ISO 32000-2, 14.8.6)."""
        if isinstance(space, pikepdf.Dictionary):
            return _in_space(kind, space)
        for _ in range(min(len(self.usual), MOST_STEPS)):
            kind = self.usual.get(kind, kind)
        return kind


def _in_space(kind: str, space: Any) -> str:
    """The type that a namespace's own map leads to: a standard one, or one of another namespace."""
    for _ in range(MOST_STEPS):
        roles = space.get(Name.RoleMapNS) if isinstance(space, pikepdf.Dictionary) else None
        if not isinstance(roles, pikepdf.Dictionary) or kind not in roles:
            break
        mapped = roles[kind]
        kind, space = (str(mapped[0]), mapped[1]) if isinstance(mapped, pikepdf.Array) else (str(mapped), None)
    return kind
