"""Time and memory of neighbour tables, beside the libraries that anyone could use instead, on the same lists.

    python speed.py --glasscrate target/release/glasscrate                 100,000 generated playlists
    python speed.py --glasscrate target/release/glasscrate lists.csv       a table of one's own

Every method runs in a process of its own with two threads, so that its peak memory is its own. `fit` is the time the library
takes from a matrix in memory to its table; reading is not in it, while `glasscrate pack build` is timed whole, from the CSV file
to the written pack. Queries have 50 seeds, one at a time.
"""

import argparse
import csv
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

THREADS = "2"
for library in ("OMP_NUM_THREADS", "RAYON_NUM_THREADS"):
    os.environ[library] = THREADS
os.environ["OPENBLAS_NUM_THREADS"] = "1"

import numpy as np

SEEDS = 50
ASKED = 1000
LISTED = 100


def read_arrays(table, folder):
    """Reads a table once: lists as arrays for the libraries, and the histories to ask, by index and by name."""
    names, lists, current, before = {}, [], None, None
    with open(table, encoding="utf-8", newline="") as file:
        rows = csv.reader(file)
        header = next(rows)
        id_at, artist_at, title_at = (header.index(c) for c in ("list_id", "artist", "title"))
        for row in rows:
            if row[id_at] != before:
                before, current = row[id_at], {}
                lists.append(current)
            current[names.setdefault((row[artist_at], row[title_at]), len(names))] = None
    long = [entry for entry in lists if len(entry) >= SEEDS]
    if not long:
        sys.exit(f"no list has {SEEDS} tracks")
    chosen = np.random.default_rng(1).permutation(len(long))[:ASKED]
    histories = np.array([list(long[n])[:SEEDS] for n in chosen], np.int32)
    np.savez(
        folder / "lists.npz",
        indptr=np.cumsum([0] + [len(entry) for entry in lists]).astype(np.int32),
        indices=np.fromiter((t for entry in lists for t in entry), np.int32),
        tracks=len(names),
        histories=histories,
    )
    by_index = list(names)
    with open(folder / "asked.jsonl", "w", encoding="utf-8") as file:
        for n, history in enumerate(histories):
            items = [{"artist": by_index[t][0], "title": by_index[t][1]} for t in history]
            file.write(json.dumps({"id": n, "history": items}, ensure_ascii=False) + "\n")
    return len(lists), sum(map(len, lists)), len(names)


def implicit_knn(kind):
    """A neighbour recommender of `implicit` with 100 neighbours: how it is fitted, and how it is asked."""

    def fit(lists):
        from implicit import nearest_neighbours

        model = getattr(nearest_neighbours, kind)(K=100, num_threads=int(THREADS))
        model.fit(lists, show_progress=False)
        return lambda row: model.recommend(0, row, N=LISTED)

    return fit, ASKED


def similaripy_table(name, **parameters):
    """A similarity of `similaripy` with 100 neighbours. A query takes seconds, as the table is cut into blocks on each call."""

    def fit(lists):
        import similaripy

        settings = {"k": 100, "verbose": False, "format_output": "csr", "num_threads": int(THREADS)}
        table = getattr(similaripy, name)(lists.T.tocsr(), **settings, **parameters).T.tocsr()
        ask = {"k": LISTED, "verbose": False, "format_output": "csr", "num_threads": 1}
        return lambda row: similaripy.dot_product(row, table, filter_cols=row, **ask)

    return fit, 5


LIBRARIES = {
    "implicit cosine": implicit_knn("CosineRecommender"),
    "implicit BM25": implicit_knn("BM25Recommender"),
    "similaripy cosine": similaripy_table("cosine"),
    "similaripy Tversky": similaripy_table("tversky", alpha=0.5, beta=0.5),
    "similaripy s-plus": similaripy_table("s_plus"),
    "similaripy RP3beta": similaripy_table("rp3beta", alpha=1.0, beta=0.4),
}


def microseconds(times):
    """Median and 99th percentile of some seconds."""
    return [round(float(np.percentile(times, p)) * 1e6) for p in (50, 99)]


def library(name, arrays):
    """Runs one library in this process, and prints what it took as JSON."""
    from scipy import sparse

    data = np.load(arrays)
    shape = (len(data["indptr"]) - 1, int(data["tracks"]))
    ones = np.ones(len(data["indices"]), np.float32)
    lists = sparse.csr_matrix((ones, data["indices"], data["indptr"]), shape=shape)
    lists.sort_indices()
    fit, asked = LIBRARIES[name]
    began = time.perf_counter()
    ask = fit(lists)
    took = time.perf_counter() - began
    times = []
    for history in data["histories"][:asked]:
        row = sparse.csr_matrix((np.ones(SEEDS, np.float32), np.sort(history), [0, SEEDS]), shape=(1, shape[1]))
        began = time.perf_counter()
        ask(row)
        times.append(time.perf_counter() - began)
    print(json.dumps({"fit": took, "query": microseconds(times), "asked": len(times)}))


def waited(command, **options):
    """Runs a command to its end: its answer, the seconds it took, and its peak memory in MiB."""
    began = time.perf_counter()
    child = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, **options)
    answer = child.stdout.read()
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        raise RuntimeError(f"{command[0]} ended with {child.returncode}")
    # Linux counts in KiB, macOS in bytes.
    return answer, time.perf_counter() - began, usage.ru_maxrss / (1024 if sys.platform == "linux" else 1 << 20)


def round_trips(binary, pack, asked):
    """Seconds from a line written to `recommend --batch` to its answer read, for each line; the first also opens the pack."""
    command = [binary, "--quiet", "recommend", "--pack", str(pack), "--batch", "-", "-n", str(LISTED)]
    began, times = time.perf_counter(), []
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as child:
        for line in asked.read_bytes().splitlines(keepends=True):
            child.stdin.write(line)
            child.stdin.flush()
            child.stdout.readline()
            times.append(time.perf_counter() - began)
            began = time.perf_counter()
        child.stdin.close()
    return times


def main():
    """Runs all libraries and Glasscrate on one table, and prints a markdown table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("table", nargs="?", help="a plain CSV table, rows of a list together; left out: generated")
    parser.add_argument("--glasscrate", metavar="PATH", help="the program, a release build")
    parser.add_argument("--playlists", type=int, default=100_000, help="how many to generate")
    parser.add_argument("--library", action="append", choices=LIBRARIES, help="only these")
    parser.add_argument("--one", nargs=2, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one:
        return library(*options.one)
    if not options.glasscrate:
        parser.error("--glasscrate is needed")
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        table = options.table
        if not table:
            table = folder / "generated.csv"
            generate = ["evaluate", "generate", "--playlists", str(options.playlists), "--form", "csv", "--out", str(table)]
            subprocess.run([options.glasscrate, "--quiet", *generate], check=True, stdout=subprocess.DEVNULL)
        lists, entries, tracks = read_arrays(table, folder)
        print(f"{lists:,} lists, {entries:,} entries, {tracks:,} tracks; {THREADS} threads\n")
        print("| method | seconds | peak MiB | query p50 / p99 µs |\n|---|---|---|---|")
        for name in options.library or LIBRARIES:
            answer, _, peak = waited([sys.executable, __file__, "--one", name, str(folder / "lists.npz")])
            got = json.loads(answer)
            p50, p99 = got["query"]
            print(f"| {name} | {got['fit']:.1f} | {peak:.0f} | {p50:,} / {p99:,} ({got['asked']} asked) |", flush=True)
        build = [options.glasscrate, "pack", "build", "--from", "csv", str(table), "--out", str(folder / "lists.pack")]
        said = subprocess.run([options.glasscrate, "pack", "build", "--help"], capture_output=True, text=True).stdout
        timed = "--timings" in said
        build += ["--timings"] if timed else []
        with open(folder / "said", "w+") as said:
            _, took, peak = waited(build, stderr=said)
            said.seek(0)
            timings = said.read().strip()
        times = round_trips(options.glasscrate, folder / "lists.pack", folder / "asked.jsonl")
        p50, p99 = microseconds(times[1:])
        print(f"| glasscrate, file to pack | {took:.1f} | {peak:.0f} | {p50:,} / {p99:,} (round trip by name, {len(times)} asked) |")
        size = sum(file.stat().st_size for file in (folder / "lists.pack").iterdir()) / (1 << 20)
        print(f"\nThe pack has {size:.0f} MiB; from start to the first answer {times[0] * 1e3:.0f} ms.")
        if timed:
            print(f"\n```\n{timings}\n```")


if __name__ == "__main__":
    main()
