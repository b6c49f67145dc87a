"""Keeps the translation catalogue: ``extract`` collects the message ids, ``check`` compares, ``compile`` writes .mo.

Message ids are the Chinese texts in the code and in the data a screen shows. English lives in one .po file; the
.mo beside it is committed, so that a checkout speaks English without a build step.
"""

from __future__ import annotations

import argparse
import csv
import io
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
PO = ROOT / "resources/i18n/en/LC_MESSAGES/agent_desk.po"
MO = PO.with_suffix(".mo")
KEYWORDS = {"tr": None, "N_": None}


def code_messages() -> Iterator[tuple[str, str, int]]:
    """Message id, file and line of every ``tr`` and ``N_`` in the package."""
    for file, line, message, _comments, _context in extract_from_dir(
        ROOT / "agent_desk", [("**.py", "python")], keywords=KEYWORDS
    ):
        if isinstance(message, str) and message:
            yield message, f"agent_desk/{file}", line


def data_messages() -> Iterator[tuple[str, str, int]]:
    """Labels that live in data: report definitions, and the short words of the catalogue."""
    for path in sorted((ROOT / "reports").glob("*.toml")):
        for text in _report_texts(tomllib.loads(path.read_text(encoding="utf-8"))):
            yield text, f"reports/{path.name}", 0
    folder = sorted((ROOT / "resources/catalogue").iterdir())[-1]
    with (folder / "items.csv").open(encoding="utf-8-sig", newline="") as file:
        for number, row in enumerate(csv.DictReader(file), start=2):
            for column in ("stage", "department", "group", "clock_start_words", "gate_words"):
                if row[column]:
                    yield row[column], f"{folder.name}/items.csv", number


def _report_texts(data: object) -> Iterator[str]:
    if isinstance(data, dict):
        for key, value in data.items():
            if key in ("name", "title", "label", "group_label", "empty_text") and isinstance(value, str) and value:
                yield value
            else:
                yield from _report_texts(value)
    elif isinstance(data, list):
        for value in data:
            yield from _report_texts(value)


def collect() -> Catalog:
    """The template: every message id there is."""
    template = Catalog(locale="en", project="agent-desk", charset="utf-8")
    for message, file, _line in (*code_messages(), *data_messages()):
        template.add(message, locations=[(file, 0)])
    return template


def stored() -> Catalog:
    """The catalogue as committed; empty where there is none yet."""
    if not PO.exists():
        return Catalog(locale="en")
    with PO.open("rb") as file:
        return read_po(file, locale="en")


def faults() -> list[str]:
    """What is missing or stale: untranslated ids, ids nobody uses, wrong placeholders, an old .mo."""
    wanted = {message.id for message in collect() if message.id}
    have = {message.id: message for message in stored() if message.id}
    found = [f"not translated: {text}" for text in sorted(wanted) if not (text in have and have[text].string)]
    found += [f"used nowhere: {text}" for text in sorted(set(have) - wanted)]
    for text, message in have.items():
        if message.string and _fields(text) != _fields(message.string):
            found.append(f"placeholders differ: {text}")
    if not MO.exists() or MO.read_bytes() != compiled():
        found.append(f"{MO.name} is older than {PO.name}: run tools/i18n.py compile")
    return found


def _fields(text: str) -> list[str]:
    import string

    return sorted({name for _lit, name, _spec, _conv in string.Formatter().parse(text) if name})


def compiled() -> bytes:
    """The bytes of the .mo for the stored catalogue."""
    buffer = io.BytesIO()
    write_mo(buffer, stored())
    return buffer.getvalue()


def extract() -> None:
    """Bring the .po up to date: new ids in, unused ids out, translations kept."""
    catalogue, known = collect(), {m.id: m.string for m in stored() if m.id}
    for message in catalogue:
        if message.id and message.id in known:
            message.string = known[message.id]
    PO.parent.mkdir(parents=True, exist_ok=True)
    with PO.open("wb") as file:
        write_po(file, catalogue, sort_output=True, width=0, omit_header=False, no_location=True)


def main() -> int:
    """Run one of the three verbs."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("verb", choices=["extract", "check", "compile"])
    verb = parser.parse_args().verb
    if verb == "extract":
        extract()
    if verb in ("extract", "compile"):
        MO.write_bytes(compiled())
        return 0
    found = faults()
    print("\n".join(found) or "the catalogue is complete")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
