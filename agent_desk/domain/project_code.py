"""The forms of an investment project's code. The desk warns about an unknown form and keeps it all the same.

Two published kinds of sample share one shape: year or year and month - district - industry or department -
kind of project - serial number, the old one with a three-digit tail. The check digit of the present standard
(GB/T 40058-2021) is not verified here because its algorithm is not available to us.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

_FORM = re.compile(
    r"(?P<time>\d{4})-(?P<district>\d{6})-(?P<sector>\d{2})-(?P<kind>\d{2})-(?P<serial>\d{6})(?:-(?P<part>\d{3}))?",
    re.ASCII,
)


@dataclass(frozen=True, slots=True)
class ProjectCode:
    """A code as kept (trimmed, half width, upper case), and whether its form is one we know."""

    text: str
    known: bool
    district: str = ""


def read_project_code(raw: str) -> ProjectCode:
    """Tidy a code and recognise its form; never refuses, since codes of other platforms are legitimate."""
    text = "".join(unicodedata.normalize("NFKC", raw).split()).upper()
    # People's keyboards produce several dashes for the one the code has.
    text = re.sub("[\u2010-\u2015\u2212\u30fc]", "-", text)
    found = _FORM.fullmatch(text)
    return ProjectCode(text, found is not None, found["district"] if found else "")
