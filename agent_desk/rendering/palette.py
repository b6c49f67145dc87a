"""The colours of paper: the light theme's tokens, whatever theme the screen uses."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache

from agent_desk import assets

TONE_TEXT: Mapping[str, str] = {
    "": "text.1",
    "ok": "clock.green.text",
    "due": "state.due.text",
    "over": "state.over.text",
    "pause": "state.pause.text",
    "muted": "text.3",
    "strong": "text.1",
    "simulated": "clock.promise.text",
}
TONE_FILL: Mapping[str, str] = {
    "due": "state.due.fill",
    "over": "state.over.fill",
    "pause": "state.pause.fill",
    "ok": "clock.green.fill",
}


@cache
def paper_tokens() -> Mapping[str, str]:
    """Token name to ``#RRGGBB`` of the light theme."""
    themes = json.loads(assets.resource("themes", "tokens.json").read_text(encoding="utf-8"))
    tokens: dict[str, str] = themes["theme"]["light"]
    return tokens
