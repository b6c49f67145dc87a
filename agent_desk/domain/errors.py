"""Refusals: what the desk will not do, as a code and its parameters.

There are two families of errors. A ``Refusal`` is something the user (or the machine the desk runs on) can mend;
it is shown as one sentence that says what to do. Everything else is a bug and is allowed to surface as one.
"""

from __future__ import annotations


class Refusal(Exception):
    """A named refusal with the values its sentence needs; the sentence itself is made by the presenters.

    ``code`` is dotted and stable (``"project.code_taken"``); ``params`` hold plain values only.
    """

    def __init__(self, code: str, **params: object) -> None:
        super().__init__(code, params)
        self.code = code
        self.params = params

    def __str__(self) -> str:
        detail = ", ".join(f"{key}={value}" for key, value in self.params.items())
        return f"{self.code} ({detail})" if detail else self.code


class StaleChange(Refusal):
    """Somebody else changed the record since it was read (optimistic version check)."""
