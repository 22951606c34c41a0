"""Glasscrate beside the best that anyone could use instead, on the same lists.

    python quality.py --glasscrate target/release/glasscrate nyphil.csv.gz generated:users

Each peer's parameters are chosen by NDCG@100 on the validation part of a table; then it learns from the training and the
validation part, and is run once on the test part. Glasscrate is run once on the test part with its defaults: nothing of it is
tuned on any of these tables. `splits.py` has the conventions, README.md the rest.
"""

import argparse
import json
import os
import sys
import tempfile
import time
from pathlib import Path

# The libraries bring threads of their own; nested ones slow them down.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")

import generated
import measures
import methods
import ours
import splits

OURS = "glasscrate, default mix"
SUMMARY = """\
| `ndcg@100` | glasscrate | best peer that the goal names | ratio | best of all peers | ratio |
|---|---|---|---|---|---|"""


def arguments():
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("tables", nargs="+", metavar="TABLE", help="a CSV table, plain or gzip, or generated:KIND[:SEED]")
    parser.add_argument("--glasscrate", required=True, metavar="PATH", help="the program, a release build")
    parser.add_argument("--set", action="append", default=[], metavar="SIGNAL=WEIGHT", help="a step of Glasscrate's mixer")
    parser.add_argument("--json", metavar="FILE", help="also write all figures and the chosen parameters")
    parser.add_argument("--tuned", metavar="FILE", help="take the peers' parameters from the JSON of an earlier run")
    parser.add_argument("--peer", action="append", default=[], metavar="NAME", help="only these peers (part of their names)")
    parser.add_argument("--seed", type=int, default=1, help="of the order of undated lists and of the intervals")
    return parser.parse_args()


def table_path(name, folder):
    """The file of a table, which is generated first where the name says so; and how it is called."""
    if not name.startswith("generated:"):
        return Path(name), Path(name).name.split(".")[0]
    kind, _, seed = name.removeprefix("generated:").partition(":")
    path = Path(folder) / f"{kind}.csv"
    generated.write(kind, int(seed or 1), path)
    return path, f"generated {kind}" + (f", seed {seed}" if seed else "")


def run(peer, part):
    """Fits a peer to a split, and measures it on the cases."""
    peer.fit([known for _, known in part.train], len(part.tracks))
    rankings = peer.rankings([case.history for case in part.cases], measures.LISTED)
    return measures.judge(part.cases, [ranking.tolist() for ranking in rankings])


def tuned(kind, validation):
    """The parameters of the highest NDCG@100 on the validation part, the first of equals; and how many were tried."""
    tried = []
    for parameters in kind.grid:
        try:
            tried.append((run(kind(**parameters), validation)[:, 0].mean(), parameters))
        except methods.TooLarge:
            continue
    if not tried:
        raise methods.TooLarge(f"{kind.name}: no choice of its parameters suits a table of this size")
    return max(tried, key=lambda found: found[0])[1], len(tried)


def compare(name, path, options, known, folder):
    """All figures of one table."""
    validation, test = splits.validation_and_test(splits.read_table(path), options.seed)
    draws = measures.resamples(len(test.cases), options.seed)
    answers, unknown = ours.rankings(options.glasscrate, test, folder, measures.LISTED, options.set)
    values, rows = {OURS: measures.judge(test.cases, answers)}, []
    print(f"  {OURS}: {values[OURS][:, 0].mean():.4f}", file=sys.stderr)
    for kind in methods.PEERS:
        if options.peer and not any(part.lower() in kind.name.lower() for part in options.peer):
            continue
        began = time.monotonic()
        try:
            parameters, tried = known.get(kind.name) or tuned(kind, validation)
            values[kind.name] = run(kind(**parameters), test)
        except methods.TooLarge as error:
            print(f"  {kind.name}: left out, {error}", file=sys.stderr)
            continue
        print(f"  {kind.name}: {values[kind.name][:, 0].mean():.4f}, {time.monotonic() - began:.0f} s", file=sys.stderr)
        rows.append({"name": kind.name, "source": kind.source, "parameters": parameters, "tried": tried, "in_goal": kind.in_goal})
    rows.append({"name": OURS, "parameters": {"set": options.set}, "tried": 0, "unknown_names": unknown})
    for row in rows:
        columns = values[row["name"]].T
        row["measures"] = {n: measures.interval(c, draws) for n, c in zip(measures.NAMES, columns, strict=True)}
    best, best_in_goal = (
        max(some, key=lambda row: row["measures"]["ndcg@100"][0])["name"]
        for some in (rows[:-1], [row for row in rows[:-1] if row["in_goal"]] or rows[:-1])
    )
    return {
        "table": name,
        "training_lists": len(test.train),
        "candidates": len(test.tracks),
        "tested": len(test.cases),
        "left_out": test.left_out,
        "validated": len(validation.cases),
        "best_peer": best,
        "ratio": measures.ratio(values[OURS][:, 0], values[best][:, 0], draws),
        "best_in_goal": best_in_goal,
        "ratio_in_goal": measures.ratio(values[OURS][:, 0], values[best_in_goal][:, 0], draws),
        "rows": rows,
    }


def over(ratio):
    """A ratio with its interval."""
    return "{:.3f} [{:.3f}, {:.3f}]".format(*ratio)


def number(figure):
    """A figure between 0 and 1 with four decimals."""
    return f"{figure:.4f}".removeprefix("0")


def shown(value):
    """A parameter as a person would write it."""
    return f"{value:g}" if isinstance(value, float) else str(value)


def markdown(result):
    """One table's figures for docs/quality.md."""
    lines = [
        f"### {result['table']}",
        "",
        f"{result['training_lists']:,} training lists, {result['candidates']:,} candidates, {result['tested']:,} lists tested"
        f" ({result['left_out']:,} left out), {result['validated']:,} to tune on.",
        "",
        "| method | " + " | ".join(f"`{n}`" for n in measures.NAMES) + " | chosen on validation |",
        "|" + "---|" * (len(measures.NAMES) + 2),
    ]
    for row in sorted(result["rows"], key=lambda row: -row["measures"]["ndcg@100"][0]):
        cells = []
        for n in measures.NAMES:
            mean, low, high = map(number, row["measures"][n])
            cells.append(f"{mean} [{low}, {high}]" if n == "ndcg@100" else mean)
        name = f"**{row['name']}**" if row["name"] == OURS else row["name"]
        if row["tried"] > 1:
            chosen = ", ".join(f"{k} {shown(v)}" for k, v in row["parameters"].items()) + f" (of {row['tried']})"
        else:
            chosen = ", ".join(row["parameters"].get("set", [])) or "–"
        lines.append(f"| {name} | " + " | ".join(cells) + f" | {chosen} |")
    lines += ["", f"Glasscrate / best peer, {result['best_peer']}: {over(result['ratio'])}"]
    if result["best_in_goal"] != result["best_peer"]:
        lines += [f"Glasscrate / best peer that the goal names, {result['best_in_goal']}: {over(result['ratio_in_goal'])}"]
    unknown = result["rows"][-1]["unknown_names"]
    if unknown:
        lines += [f"{unknown} listed tracks had a name that is no candidate's, and counted as misses."]
    return "\n".join(lines) + "\n"


def main():
    """Runs all tables, prints each as it is done, and a summary."""
    options = arguments()
    known = {}
    if options.tuned:
        for result in json.loads(Path(options.tuned).read_text())["tables"]:
            rows = [row for row in result["rows"] if row["name"] != OURS]
            known[result["table"]] = {row["name"]: (row["parameters"], row["tried"]) for row in rows}
    if methods.Sansa is None:
        print("SANSA is not installed, and left out: see README.md", file=sys.stderr)
    results = []
    for table in options.tables:
        with tempfile.TemporaryDirectory() as folder:
            path, name = table_path(table, folder)
            print(name, file=sys.stderr)
            results.append(compare(name, path, options, known.get(name, {}), folder))
        print(markdown(results[-1]), flush=True)
        if options.json:
            Path(options.json).write_text(json.dumps({"tables": results}, indent=1, ensure_ascii=False) + "\n")
    print(SUMMARY)
    for result in results:
        of = {row["name"]: row["measures"]["ndcg@100"][0] for row in result["rows"]}
        cells = [result["table"], f"{of[OURS]:.4f}"]
        for best, ratio in (("best_in_goal", "ratio_in_goal"), ("best_peer", "ratio")):
            cells += [f"{of[result[best]]:.4f}, {result[best]}", over(result[ratio])]
        print("| " + " | ".join(cells) + " |")


if __name__ == "__main__":
    main()
