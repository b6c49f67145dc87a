"""The condition language: what it refuses, and that outcomes agree with Kleene's tables and brute force."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent_desk.domain.conditions import Cause, Truth, parse_condition
from agent_desk.domain.errors import Refusal
from agent_desk.domain.facts import FactValue, Profile

TRUTH = {True: Truth.TRUE, False: Truth.FALSE, None: Truth.UNKNOWN}

# A small world: every fact with all the values it may take in these tests.
WORLD: dict[str, tuple[FactValue, ...]] = {
    "a": (True, False),
    "b": (True, False),
    "n": (0, 5, 10),
    "m": (Decimal("4.5"), 10),
    "c": ("出让", "划拨", "存量"),
}


def truth(text: str, /, **facts: FactValue | None) -> Truth:
    return parse_condition(text).evaluate(Profile(facts)).truth


@pytest.mark.parametrize(
    ("text", "facts", "expected"),
    [
        ("", {}, True),
        ("energy_tce>=1000 or power_10k_kwh>=500", {"energy_tce": 1860}, True),
        ("energy_tce>=1000 or power_10k_kwh>=500", {"energy_tce": 860}, None),
        ("energy_tce>=1000 or power_10k_kwh>=500", {"energy_tce": 860, "power_10k_kwh": 1}, False),
        ("5<=site_ha<10", {"site_ha": Decimal("3.2")}, False),
        ("5<=site_ha<10", {"site_ha": 5}, True),
        ("5<=site_ha<10", {}, None),
        ("not started", {}, None),
        ("not started", {"started": False}, True),
        ("entity_exists==False", {"entity_exists": False}, True),
        ("land in ('出让','划拨')", {"land": "存量"}, False),
        ("land not in ['出让']", {"land": "存量"}, True),
        ("gfa_m2>=local_threshold", {"gfa_m2": 100, "local_threshold": Decimal(100)}, True),
        ("gfa_m2>=local_threshold", {"gfa_m2": 100}, None),
        ("rate < 0.3", {"rate": Decimal("0.3")}, False),
        ("rate > -1", {"rate": 0}, True),
        ("day >= other", {"day": date(2026, 12, 8), "other": date(2026, 12, 1)}, True),
    ],
)
def test_outcomes(text: str, facts: dict[str, FactValue], expected: bool | None) -> None:
    assert truth(text, **facts) is TRUTH[expected]


@pytest.mark.parametrize(
    "text",
    [
        "__import__('os').system('true')",
        "a.b",
        "a[0]",
        "f(a)",
        "[x for x in a]",
        "lambda: a",
        "a if b else c",
        "a + 1 > 2",
        "n > 1j",
        "n is None",
        "a == None",
        "1",
        "'text'",
        "a and 1",
        "'x' in c",
        "c in d",
        "c in ()",
        "c in ('出让', 1)",
        "n > 1e999",
        "(a := b)",
        "f'{a}'",
        "n == ...",
        "n > --1",
    ],
)
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(Refusal) as refusal:
        parse_condition(text)
    assert refusal.value.code == "condition.not_allowed"
    assert refusal.value.params["piece"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("a and", "condition.not_readable"),
        ("a = b", "condition.not_readable"),
        ("a; b", "condition.not_readable"),
        ("a\0", "condition.not_readable"),
        ("c == '\\x'", "condition.not_readable"),
        ("(" * 240 + "a" + ")" * 240, "condition.not_readable"),
        ("a or " * 200 + "a", "condition.too_long"),
        ("not " * 100 + "a", "condition.too_deep"),
    ],
)
def test_unreadable_long_and_deep_texts(text: str, code: str) -> None:
    with pytest.raises(Refusal) as refusal:
        parse_condition(text)
    assert refusal.value.code == code


@pytest.mark.parametrize(
    ("text", "facts", "mismatched"),
    [
        ("n > 5", {"n": "多"}, ("n",)),
        ("n == 1", {"n": True}, ("n",)),
        ("c == '出让'", {"c": 3}, ("c",)),
        ("c < '出让'", {"c": "划拨"}, ("c",)),
        ("a and b", {"a": "yes", "b": True}, ("a",)),
        ("n >= m", {"n": 1, "m": "text"}, ("n", "m")),
    ],
)
def test_values_of_another_kind_leave_it_open(
    text: str, facts: dict[str, FactValue], mismatched: tuple[str, ...]
) -> None:
    outcome = parse_condition(text).evaluate(Profile(facts))
    assert outcome.truth is Truth.UNKNOWN
    assert outcome.mismatched == mismatched
    assert set(mismatched) <= set(outcome.unknown)


def test_causes_state_what_is_true_of_the_project() -> None:
    condition = parse_condition("energy_tce>=1000 or power_10k_kwh>=500")
    applies = condition.evaluate(Profile({"energy_tce": 1860}))
    assert applies.decided_by == (Cause("energy_tce", 1860, ">=", 1000),)
    fails = condition.evaluate(Profile({"energy_tce": 860, "power_10k_kwh": 1}))
    assert fails.decided_by == (Cause("energy_tce", 860, "<", 1000), Cause("power_10k_kwh", 1, "<", 500))
    waits = condition.evaluate(Profile({"energy_tce": 860}))
    assert (waits.decided_by, waits.unknown) == ((), ("power_10k_kwh",))


def test_constant_on_the_left_is_turned_round() -> None:
    outcome = parse_condition("10000<=earth_m3<50000").evaluate(Profile({"earth_m3": 24000}))
    assert outcome.decided_by == (
        Cause("earth_m3", 24000, ">=", 10000),
        Cause("earth_m3", 24000, "<", 50000),
    )


def test_a_derivation_answers_until_somebody_does() -> None:
    derivations = {"works": parse_condition("gfa_m2 > 0")}
    condition = parse_condition("works and not small")
    derived = condition.evaluate(Profile({"gfa_m2": 62000, "small": False}), derivations)
    assert derived.truth is Truth.TRUE
    assert derived.decided_by[0] == Cause("gfa_m2", 62000, ">", 0)
    told = condition.evaluate(Profile({"gfa_m2": 62000, "works": False}), derivations)
    assert told.decided_by == (Cause("works", False, "==", False),)
    open_ = condition.evaluate(Profile({"small": False}), derivations)
    assert (open_.truth, open_.unknown) == (Truth.UNKNOWN, ("gfa_m2",))


def test_circular_derivations_end_in_unknown() -> None:
    derivations = {"a": parse_condition("b"), "b": parse_condition("not a")}
    assert parse_condition("a").evaluate(Profile(), derivations).truth is Truth.UNKNOWN


# --- against brute force ---

leaves = st.one_of(
    st.sampled_from(["a", "b", "True", "False", "a == b", "a != False", "n >= m", "m < n", "c == '出让'"]),
    st.sampled_from(
        ["n > 3", "n == 5", "0 < n <= 5", "m != 10", "c in ('出让', '划拨')", "c not in ('存量',)"]
    ),
)
texts = st.recursive(
    leaves,
    lambda inner: st.one_of(
        inner.map(lambda text: f"not ({text})"),
        st.tuples(inner, inner).map(lambda pair: f"({pair[0]}) and ({pair[1]})"),
        st.tuples(inner, inner, inner).map(lambda three: f"({three[0]}) or ({three[1]}) or ({three[2]})"),
    ),
    max_leaves=7,
).filter(lambda text: len(text) < 400)
profiles = st.fixed_dictionaries(
    {key: st.one_of(st.none(), st.sampled_from(values)) for key, values in WORLD.items()}
)


def completions(facts: dict[str, FactValue | None]) -> list[dict[str, FactValue]]:
    """Every way the unknown facts could turn out."""
    options = [WORLD[key] if value is None else (value,) for key, value in facts.items()]
    return [dict(zip(facts, values, strict=True)) for values in product(*options)]


def plain(text: str, facts: dict[str, FactValue]) -> bool:
    """Python's own reading, as the reference for fully known facts."""
    return bool(eval(text, {"__builtins__": {}}, dict(facts)))


@given(texts, profiles)
def test_known_facts_give_the_ordinary_meaning(text: str, facts: dict[str, FactValue | None]) -> None:
    for known in completions(facts)[:6]:
        assert truth(text, **known) is TRUTH[plain(text, known)]


@given(texts, profiles)
def test_a_decided_outcome_holds_whatever_the_unknown_facts_are(
    text: str, facts: dict[str, FactValue | None]
) -> None:
    outcome = parse_condition(text).evaluate(Profile(facts))
    if outcome.truth is not Truth.UNKNOWN:
        assert {plain(text, known) for known in completions(facts)} == {outcome.truth is Truth.TRUE}
        assert outcome.unknown == ()
    else:
        assert outcome.unknown
        assert all(facts[key] is None for key in outcome.unknown)


@given(texts, profiles)
def test_the_causes_alone_suffice(text: str, facts: dict[str, FactValue | None]) -> None:
    condition = parse_condition(text)
    outcome = condition.evaluate(Profile(facts))
    keys = {cause.key for cause in outcome.decided_by} | {cause.threshold_key for cause in outcome.decided_by}
    rest = Profile({key: value for key, value in facts.items() if key in keys})
    if outcome.truth is not Truth.UNKNOWN:
        assert condition.evaluate(rest).truth is outcome.truth


@given(texts, profiles)
def test_the_facts_named_as_unknown_settle_it(text: str, facts: dict[str, FactValue | None]) -> None:
    condition = parse_condition(text)
    outcome = condition.evaluate(Profile(facts))
    filled = Profile(facts).with_({key: WORLD[key][0] for key in outcome.unknown})
    assert condition.evaluate(filled).truth is not Truth.UNKNOWN


@given(texts, texts, profiles)
def test_kleene_laws(p: str, q: str, facts: dict[str, FactValue | None]) -> None:
    def value(text: str) -> Truth:
        return parse_condition(text).evaluate(Profile(facts)).truth

    rank = {Truth.FALSE: 0, Truth.UNKNOWN: 1, Truth.TRUE: 2}
    first, second = value(p), value(q)
    if len(p) + len(q) > 400:
        return
    assert rank[value(f"({p}) and ({q})")] == min(rank[first], rank[second])
    assert rank[value(f"({p}) or ({q})")] == max(rank[first], rank[second])
    assert value(f"not ({p})") is first.opposite
    assert value(f"not (({p}) and ({q}))") is value(f"(not ({p})) or (not ({q}))")


@given(st.text(max_size=60))
def test_no_text_breaks_the_parser(text: str) -> None:
    try:
        parse_condition(text).evaluate(Profile())
    except Refusal as refusal:
        assert refusal.code.startswith("condition.")
