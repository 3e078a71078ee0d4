"""Printing conditions: what inks do on a paper, as its profile says."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from pathlib import Path

from PIL import ImageCms

from press.files import line_of, nearest, parse_toml, read_text
from press.values.edition import Edition, Press
from press.values.findings import Place, ProjectError

PROFILES = Path(__file__).with_name("profiles")
# Conditions with a name like these are in the registry of the ICC (www.color.org/registry/profiles).
REGISTRY = "http://www.color.org"
REGISTERED = re.compile(r"(FOGRA|CGATS|IFRA|JC|PC)\S*\d")
# What ISO 12647-2 lets a sheet of paper carry at most where its condition says nothing else.
MOST_INK = 300.0


@dataclass(frozen=True)
class Condition:
    """A printing condition: its name, its paper in words, the registry that knows it, and its profile.

    `ink` is the most that the paper takes of all inks together, in percent.
    """

    name: str
    paper: str
    registry: str
    ink: float
    profile: bytes


def condition(edition: Edition, press: Press) -> Condition:
    """The condition that an edition is printed in; ProjectError with the line of its edition.toml for a wrong one."""
    where = "press/colour/profiles/papers.toml"
    papers = parse_toml(read_text(PROFILES / "papers.toml", where), where)
    if press.profile:
        registry = REGISTRY if REGISTERED.fullmatch(press.condition) else ""
        ink = float(papers.get(press.paper, {}).get("ink", MOST_INK))
        profile = _profile(press.profile, _place(edition, "profile"))
        return Condition(press.condition, press.paper, registry, ink, profile)
    if press.paper not in papers:
        raise ProjectError(f'no printing condition is known for the paper "{press.paper}"', _place(edition, "paper"),
                           f"{nearest(press.paper, list(papers))}; another needs profile and condition in [press]")
    known = papers[press.paper]
    profile = _profile(PROFILES / known["profile"], Place(f"press/colour/profiles/{known['profile']}"))
    return Condition(known["condition"], known["paper"], REGISTRY, float(known["ink"]), profile)


def _profile(path: Path, place: Place) -> bytes:
    """The bytes of a profile for printing in four inks; ProjectError for what is missing, damaged or of another kind."""
    remedy = "put the profile that the print shop names into the edition's folder, or take profile out of [press]"
    try:
        found = path.read_bytes()
    except OSError:
        raise ProjectError(f"there is no profile {path.name}", place, remedy) from None
    try:
        # The whole profile is read only when a colour is asked for: its header can be right and the rest not there.
        profile = ImageCms.ImageCmsProfile(io.BytesIO(found))
        kind, space = profile.profile.device_class.strip(), profile.profile.xcolor_space.strip()
        if (kind, space) == ("prtr", "CMYK"):
            ImageCms.buildTransform(ImageCms.createProfile("sRGB"), profile, "RGB", "CMYK")
    except (OSError, ImageCms.PyCMSError):
        raise ProjectError(f"{path.name} is not a profile, or it is damaged", place, remedy) from None
    if (kind, space) != ("prtr", "CMYK"):
        raise ProjectError(f"{path.name} is a profile for {space}, and a press prints CMYK", place, remedy)
    return found


def _place(edition: Edition, key: str) -> Place:
    """The line of a key in the edition.toml that has it: its own, or that of the edition it extends."""
    for folder in reversed(edition.folders):
        path, where = folder / "edition.toml", f"templates/{folder.name}/edition.toml"
        found = line_of(read_text(path, where), where, key) if path.is_file() else Place(where)
        if found.line:
            return found
    return edition.place
