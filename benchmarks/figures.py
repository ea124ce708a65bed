"""How the figures of `pages.py` are shown, and which bars they keep."""

from __future__ import annotations

from collections.abc import Iterator

LISTS = ("people", "organisations", "partnerships")
GNU_HEALTH = {"list": 114 + 233, "record": 19 + 0.3, "create": 37 + 1}
"""GNU Health 5.0.6 (Tryton, JSON-RPC) at 100,000 records on the same kind of machine, web + database, in ms."""
JINJA = (7 + 1.2) / (14 + 1.2)
"""What the bare list costs with Jinja2 templates, as a share of the same with Django's: measured apart, once."""


def total(figure: dict[str, float]) -> float:
    return figure["web"] + figure["database"]


def show(rows: int, taken: dict) -> None:
    """One table: a page a line, ours beside the bare one."""
    ours, bare = taken["ours"], taken["bare"]
    print(f"\n{rows:,} rows: web + database in ms of processor time, queries, kB")
    for name, figure in ours.items():
        if name == "memory":
            continue
        line = f"  {name:<26}{_said(figure)}"
        if name in bare:
            line += f"   bare {_said(bare[name])}   × {total(figure) / total(bare[name]):.2f}"
        print(line)
    print(f"  {'no middleware at all':<26}{_said(taken['hello'])}")
    print(f"  memory of a worker: {ours['memory']:.0f} MB, bare {bare['memory']:.0f} MB")
    for number, held in taken.get("memory", {}).items():
        print(f"  memory after {int(number):,} requests: {held:.1f} MB")


def _said(figure: dict[str, float]) -> str:
    return (
        f"{figure['web']:7.2f} + {figure['database']:6.2f}  {figure['queries']:>3} q"
        f" {figure['bytes'] / 1000:6.1f} kB"
    )


def judge(taken: dict[int, dict]) -> int:
    """Print each bar, kept or missed; returns how many are missed."""
    missed = 0
    print()
    for said, measured, bar in bars(taken):
        kept = measured <= bar
        missed += not kept
        print(f"  {'kept  ' if kept else 'MISSED'} {said}: {measured:.2f} for {bar:.2f} at most")
    return missed


def bars(taken: dict[int, dict]) -> Iterator[tuple[str, float, float]]:
    most = max(taken)
    ours, bare = taken[most]["ours"], taken[most]["bare"]
    for name in LISTS:
        here = total(ours[f"{name}, many"])
        yield f"{name}: 1/15 of GNU Health's list", here, GNU_HEALTH["list"] / 15
        yield f"{name}: 2.5 × the bare list in Jinja2", here, 2.5 * JINJA * total(bare[f"{name}, many"])
        yield f"{name}: page 1,000 beside page 1", total(ours[f"{name}, page 1,000"]) / here, 1.2
        yield f"{name}: few among many beside many", total(ours[f"{name}, few"]) / here, 1.2
    for name in ("person", "organisation", "partnership"):
        yield f"{name}: 1/1.5 of GNU Health's record", total(ours[name]), GNU_HEALTH["record"] / 1.5
        yield f"{name}: queries", ours[name]["queries"], 8
    yield "creation: 1/2.5 of GNU Health's", total(ours["new organisation"]), GNU_HEALTH["create"] / 2.5
    yield "creation: queries", ours["new organisation"]["queries"], 14
    yield (
        "any page: queries",
        max(f["queries"] for n, f in ours.items() if n not in {"memory", "new organisation"}),
        10,
    )
    yield "middleware: 2.5 × a bare hello", total(ours["hello"]), 2.5 * total(bare["hello"])
    yield "memory of a worker, MB", ours["memory"], 120
    held = list(taken[most].get("memory", {}).values())
    if len(held) == 2:
        yield "memory at the end beside the first 1,000 requests", held[1] / held[0], 1.02
    for less, more, limit in ((10_000, 100_000, 1.15), (100_000, 1_000_000, 1.3)):
        if less in taken and more in taken:
            for name in (
                *(f"{one}, many" for one in LISTS),
                *(f"{one}, few" for one in LISTS),
                "home",
                "person",
                "partnership",
            ):
                grown = total(taken[more]["ours"][name]) / total(taken[less]["ours"][name])
                yield f"{name}: at {more:,} beside {less:,}", grown, limit
