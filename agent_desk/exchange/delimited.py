"""Lists as delimited text (CSV): found encodings, found separator."""

from __future__ import annotations

import csv
import io
import unicodedata
from pathlib import Path

from agent_desk.domain.errors import Refusal
from agent_desk.exchange.table_files import MOST_COLUMNS, Sheet, filled_rows

_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_SEPARATORS = ",\t;"
_SAMPLE = 4096
# More than one odd character in a hundred: bytes of something else that happen to decode.
_ODD_SHARE = 100


def decode(data: bytes, file: str) -> str:
    """The text of a file saved by Excel, WPS or a script: by its mark, else UTF-8, else GB18030.

    Refuses ``file.unknown_encoding``.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _decoded(data, encoding, file)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        text = _decoded(data, "gb18030", file)
    odd = sum(unicodedata.category(char) in ("Co", "Cn", "Cc") and char not in "\r\n\t" for char in text)
    if odd * _ODD_SHARE > len(text):
        raise Refusal("file.unknown_encoding", file=file)
    return text


def _decoded(data: bytes, encoding: str, file: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise Refusal("file.unknown_encoding", file=file) from error


def read_delimited(path: Path, data: bytes) -> Sheet:
    """The list as one sheet named after the file. Refuses ``file.not_a_table`` besides ``decode``'s refusals."""
    text = decode(data, path.name)
    if "\0" in text:
        raise Refusal("file.not_a_table", file=path.name)
    sample = text[:_SAMPLE]
    separator = max(_SEPARATORS, key=sample.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    try:
        rows = filled_rows(path.name, (tuple(map(_value, cells[:MOST_COLUMNS])) for cells in reader))
    except csv.Error as error:
        raise Refusal("file.not_a_table", file=path.name) from error
    return Sheet(path.stem, rows)


def _value(text: str) -> str:
    """The cell without the wrappings that keep spreadsheet programs from changing it: ``="007"``, ``'=x``."""
    if text.startswith('="') and text.endswith('"'):
        return text[2:-1]
    return text[1:] if len(text) > 1 and text[0] == "'" and text[1] in "=+-@" else text
