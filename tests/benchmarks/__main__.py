"""``python -m tests.benchmarks [SUBJECT ...]``: runs the subjects, prints a table, writes ``out/bench.json``."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from tests.benchmarks import bench_clock, bench_gantt, bench_office, bench_route

SUBJECTS: Mapping[str, Callable[[], Mapping[str, object]]] = {
    "clock": bench_clock.run,
    "route": bench_route.run,
    "gantt": bench_gantt.run,
    "office": bench_office.run,
}
OUT = Path("out/bench.json")


def main(names: list[str]) -> int:
    """Run the named subjects (all by default)."""
    unknown = [name for name in names if name not in SUBJECTS]
    if unknown:
        print(f"no such subject: {', '.join(unknown)}; there are {', '.join(SUBJECTS)}", file=sys.stderr)
        return 2
    results = json.loads(OUT.read_text(encoding="utf-8")) if names and OUT.exists() else {}
    for name in names or SUBJECTS:
        print(f"\n{name}")
        results[name] = dict(SUBJECTS[name]())
        _print(results[name], "  ")
    OUT.parent.mkdir(exist_ok=True)
    OUT.write_text(json.dumps(results, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    print(f"\n{OUT}")
    return 0


def _print(figures: Mapping[str, object], indent: str) -> None:
    width = max((len(str(key)) for key in figures), default=0)
    for key, value in figures.items():
        if isinstance(value, Mapping):
            print(f"{indent}{key}")
            _print(value, indent + "  ")
        else:
            print(f"{indent}{key:<{width}}  {value}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
