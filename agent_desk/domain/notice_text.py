"""The text of a holiday notice as sentences: one spelling of signs, line breaks mended, headings told apart.

Every sign is replaced by exactly one sign, so that a place in the plain text is the same place in the original
and a refusal can quote the sentence as it was written.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

_DASHES = "‐‑‒–—―─━−﹘﹣－~～〜"
_SAME_SIGN = str.maketrans(
    {**dict.fromkeys(_DASHES, "-"), "【": "(", "】": ")", "「": "“", "」": "”", "○": "〇", '"': "“"}
)
_UNSEEN = re.compile(r"[\s\u200b-\u200f\u2060\ufeff]+")
_ORDINAL = r"(?:[一二三四五六七八九十]{1,3}、|\([一二三四五六七八九十\d]{1,3}\)|\d{1,2}[.、](?!\d))"
_ENDS = re.compile(r"[。!?]|(?<=[^\d])\.(?!\d)|(?<=如下):|\n")
_HEADING = re.compile(rf"({_ORDINAL})?([^:,。;\d()]{{1,30}}?)(?::|(?=\d))")
_ENDED = re.compile(r"[。;!?]$|(?<=如下):$")
# Lines without full stops: one that is complete, followed by one that begins with a date or a festival.
_DONE = re.compile(r"(?:天|上班|补班|连休|补休|公休|调休|放假)$")
_STARTS = re.compile(rf"\d{{1,4}}[年月]|{_ORDINAL}\D")
_HALF_HEADING = re.compile(rf"(?:^|[。\n]){_ORDINAL}[^:\d。\n]*$")
_OPENS = re.compile(r"国务院办公厅|\(此件")

_FESTIVALS: tuple[tuple[str, str], ...] = (
    ("元旦", r"元旦|新年"),
    ("除夕", r"除夕"),
    ("春节", r"春节"),
    ("清明节", r"清明"),
    ("劳动节", r"劳动节|五一"),
    ("端午节", r"端午"),
    ("中秋节", r"中秋"),
    ("国庆节", r"国庆|“十一”"),
    ("抗战胜利纪念日", r"抗日战争|抗战胜利"),
)

_NAMES = re.compile("|".join(pattern for _, pattern in _FESTIVALS) + "|节|国际|[、和“”]")


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence: as ``written`` (for quoting), and ``plain`` (same length, one spelling of signs).

    ``body`` is where the plain text begins after a heading such as 一、元旦：; ``festival`` is the festival the
    heading names, several parted by 、, empty without one. ``announces`` marks the opening that ends in 如下.
    """

    written: str
    plain: str
    body: int = 0
    festival: str = ""
    announces: bool = False


def plain_text(text: str) -> str:
    """The text with full width digits, brackets and dashes in one spelling; the length stays the same."""
    return "".join(map(_plain_sign, text)).translate(_SAME_SIGN)


def _plain_sign(sign: str) -> str:
    same = unicodedata.normalize("NFKC", sign)
    return same if len(same) == 1 else sign


def sentences(text: str) -> Iterator[Sentence]:
    """The sentences in order. A line break inside a sentence, even inside a date, does not end it."""
    written = _mended(text)
    plain = plain_text(written)
    start = 0
    for end in [*(found.end() for found in _ENDS.finditer(plain)), len(plain)]:
        piece, same = written[start:end].strip("\n"), plain[start:end].strip("\n")
        start = end
        if piece:
            yield _sentence(piece, same)


def _mended(text: str) -> str:
    whole = ""
    for line in text.splitlines():
        line = _UNSEEN.sub("", line)
        if not line:
            continue
        before = plain_text(whole)
        inside = before.count("(") > before.count(")")
        if whole and not inside and _breaks(before, plain_text(line)):
            whole += "\n"
        whole += line
    return whole


def _breaks(before: str, line: str) -> bool:
    if before.endswith("通知"):
        return not line.startswith("如下")
    if _DONE.search(before) and (_STARTS.match(line) or _is_name(line)):
        return True
    return bool(_ENDED.search(before)) or (_opens(line) and not _HALF_HEADING.search(before))


def _is_name(line: str) -> bool:
    return bool(festivals_in(line)) and not _NAMES.sub("", line)


def _opens(line: str) -> bool:
    if _OPENS.match(line):
        return True
    heading = _HEADING.match(line)
    return bool(heading and (heading.group(1) or heading.group().endswith(":")) and festivals_in(heading.group(2)))


def _sentence(written: str, plain: str) -> Sentence:
    heading = _HEADING.match(plain)
    names = festivals_in(heading.group(2)) if heading else ""
    if heading and names and not re.search(r"[假休班长]", re.sub(r"放?假(?:期|日)?", "", heading.group(2))):
        return Sentence(written, plain, heading.end(), names)
    return Sentence(written, plain, announces=plain.rstrip("。:").endswith("如下"))


def festivals_in(text: str) -> str:
    """The festivals named in a plain text, in the order of their mention, parted by 、."""
    places = [(found.start(), name) for name, pattern in _FESTIVALS if (found := re.search(pattern, text))]
    return "、".join(name for _, name in sorted(places))
