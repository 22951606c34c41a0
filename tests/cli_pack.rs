//! `pack build`, `info`, `verify` and `search` on the real binary.

#![allow(clippy::unwrap_used, reason = "a failed test may end so")]

mod support;

use std::io::Write as _;
use std::path::Path;

use support::{LISTS, bytes, file, run, run_with, shown, small_pack};

#[test]
fn the_same_tables_give_the_same_bytes() {
    let (a, b) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let (first, second) = (small_pack(a.path()), small_pack(b.path()));
    let first = bytes(&first);
    assert_eq!(first.len(), 10);
    assert_eq!(first, bytes(&second));
    // Built again over itself: replaced whole, nothing left beside it.
    assert_eq!(first, bytes(&small_pack(a.path())));
    let left: Vec<_> = std::fs::read_dir(a.path()).unwrap().map(|e| e.unwrap().file_name()).collect();
    assert_eq!(left.len(), 2, "{left:?}");
}

#[test]
fn a_gzip_table_is_told_by_its_shape() {
    let dir = tempfile::tempdir().unwrap();
    let pack = small_pack(dir.path());
    let packed = dir.path().join("lists.csv");
    let mut gz = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    gz.write_all(LISTS.as_bytes()).unwrap();
    let gz = gz.finish().unwrap();
    std::fs::write(&packed, &gz).unwrap();
    let out = shown(&dir.path().join("other.pack"));
    let built = run(&[
        "pack",
        "build",
        "--from",
        "csv",
        &shown(&packed),
        "--out",
        &out,
        "--name",
        "small",
        "--licence",
        "CC0-1.0",
    ]);
    assert_eq!(built.code, 0, "{}", built.err);
    let tables = |p: &Path| bytes(p).into_iter().filter(|(n, _)| n != "card.toml").collect::<Vec<_>>();
    assert_eq!(tables(&pack), tables(Path::new(&out)));
    // Cut off: half a data set must not pass for the whole.
    std::fs::write(&packed, &gz[..gz.len() / 2]).unwrap();
    let cut = run(&["pack", "build", "--from", "csv", &shown(&packed), "--out", &out]);
    assert_eq!(cut.code, 1, "{}", cut.err);
    assert!(cut.err.contains("lists.csv"), "{}", cut.err);
    assert_eq!(tables(&pack), tables(Path::new(&out)), "the pack that was there stays");
}

#[test]
fn bad_rows_are_counted_and_the_rest_is_built() {
    let dir = tempfile::tempdir().unwrap();
    let lists = file(dir.path(), "l.csv", "list_id,artist,title\n1,A,x\n1,,y\n1,B,z\n");
    let built = run(&["pack", "build", "--from", "csv", &lists, "--out", &shown(&dir.path().join("p.pack"))]);
    assert_eq!(built.code, 0, "{}", built.err);
    assert!(built.err.contains("3 rows, 1 lists, 1 rows left out"), "{}", built.err);
    assert!(built.err.contains("line 3: no artist or no title"), "{}", built.err);
    assert_eq!(built.out, "");
}

#[test]
fn what_cannot_be_built_is_refused() {
    let dir = tempfile::tempdir().unwrap();
    let (folder, out) = (shown(dir.path()), shown(&dir.path().join("p.pack")));
    let lists = file(dir.path(), "l.csv", LISTS);
    let no_header = file(dir.path(), "n.csv", "1,2,3\n");
    let empty = file(dir.path(), "e.csv", "");
    let no_rows = file(dir.path(), "h.csv", "list_id,artist,title\n");
    std::fs::create_dir(dir.path().join("mine.pack")).unwrap();
    let mine = shown(&dir.path().join("mine.pack"));
    for (code, from, to, said) in [
        (1, "-", &*out, "read from files"),
        (1, &*folder, &*out, "not a file"),
        (1, "/no/such.csv", &*out, "/no/such.csv"),
        (1, &*no_header, &*out, "list_id"),
        (1, &*empty, &*out, "list_id"),
        (1, &*no_rows, &*out, "no list"),
        (1, &*lists, &*mine, "not a pack"),
        (2, &*lists, &*folder, "NAME.pack"),
    ] {
        let refused = run(&["pack", "build", "--from", "csv", from, "--out", to]);
        assert_eq!(refused.code, code, "{from}: {}", refused.err);
        assert!(refused.err.contains(said), "{from}: {}", refused.err);
        assert!(!dir.path().join("p.pack").exists());
    }
    assert_eq!(run(&["pack", "build", "--from", "parquet", &lists, "--out", &out]).code, 2);
}

#[test]
fn verify_finds_a_flipped_digit() {
    let dir = tempfile::tempdir().unwrap();
    let pack = small_pack(dir.path());
    let sound = run(&["pack", "verify", &shown(&pack)]);
    assert_eq!((sound.code, sound.out.starts_with("sound")), (0, true), "{}", sound.out);
    let path = pack.join("lists.arrow");
    let whole = std::fs::read(&path).unwrap();
    let at = whole.windows(10).position(|w| w == b"2021-05-01").unwrap();
    let mut flipped = whole.clone();
    flipped[at + 3] = b'2';
    std::fs::write(&path, &flipped).unwrap();
    let wrong = run(&["pack", "verify", &shown(&pack)]);
    assert_eq!(wrong.code, 1);
    assert!(wrong.out.contains("lists.arrow: its digest"), "{}", wrong.out);
    let json = run(&["pack", "verify", &shown(&pack), "--format", "json"]);
    assert_eq!(json.code, 1);
    assert!(json.out.contains("\"sound\":false"), "{}", json.out);
    // On the card: a digit of a digest, then of a count.
    std::fs::write(&path, &whole).unwrap();
    let card = std::fs::read_to_string(pack.join("card.toml")).unwrap();
    let digest = card.find("neighbours.arrow\" = \"sha256:").unwrap() + 27;
    for (from, to) in [(&card[digest..digest + 4], "0000"), ("entries = 10", "entries = 11")] {
        std::fs::write(pack.join("card.toml"), card.replacen(from, to, 1)).unwrap();
        let wrong = run(&["pack", "verify", &shown(&pack)]);
        assert_eq!(wrong.code, 1, "{from} -> {to}: {}", wrong.out);
    }
}

#[test]
fn the_starter_pack_is_sound_and_shows_its_card() {
    assert_eq!(run(&["pack", "verify"]).code, 0);
    let card = run(&["pack", "info", "--format", "json"]).json();
    assert_eq!(card["schema"], "glasscrate/pack/1");
    assert_eq!(card["card"]["licence"], "CC0-1.0");
    assert!(run(&["pack", "info"]).out.contains("CC0-1.0"));
}

#[test]
fn search_finds_words_in_any_order() {
    let dir = tempfile::tempdir().unwrap();
    let pack = shown(&small_pack(dir.path()));
    let found = run(&["pack", "search", "--pack", &pack, "roads", "PORTISHEAD"]);
    assert_eq!(found.out, "Portishead\tRoads\t1994\t2\n");
    let json = run(&["pack", "search", "--pack", &pack, "--format", "json", "glory"]).json();
    assert_eq!(json["tracks"][0]["title"], "Glory Box");
    let none = run(&["pack", "search", "--pack", &pack, "Glorry Box"]);
    assert_eq!(none.code, 1);
    assert!(none.err.contains("Portishead - Glory Box"), "{}", none.err);
}

#[test]
fn hostile_names_reach_the_terminal_harmless() {
    let dir = tempfile::tempdir().unwrap();
    let pack = small_pack(dir.path());
    // A pack written by another program: titles, list names and the card hold escape sequences.
    for (name, from, to) in [
        ("tracks.arrow", &b"Teardrop"[..], &b"\x1b[2Jrdro"[..]),
        ("artists.arrow", b"Portishead", b"\x1b]0;own\x07ed"),
        ("lists.arrow", b"Night", b"\x1b[31m"),
        ("card.toml", b"name = \"small\"", b"name = \"\\u001b\""),
    ] {
        let path = pack.join(name);
        let mut all = std::fs::read(&path).unwrap();
        let at = all.windows(from.len()).position(|w| w == from).unwrap();
        all.splice(at..at + from.len(), to.iter().copied());
        std::fs::write(&path, all).unwrap();
    }
    let pack = shown(&pack);
    let asked = "artist,title\nTricky,Hell Is Round the Corner\n";
    for args in [
        &["recommend", "--history", "-"][..],
        &["recommend", "--history", "-", "--format", "table"],
        &["recommend", "--history", "-", "--format", "json"],
        &["explain", "--history", "-", "roads"],
        &["explain", "--history", "-", "--format", "plain", "roads"],
        &["explain", "--history", "-", "glory"],
        &["explain", "--history", "-", "own"],
        &["explain", "--history", "-", "nothing like it"],
        &["history", "-", "--all"],
        &["pack", "search", "own"],
        &["pack", "search", "rdro"],
    ] {
        let told = run_with(&[args, &["--pack", &pack]].concat(), asked);
        assert!(!told.out.contains(['\u{1b}', '\u{7}']), "{args:?}: {}", told.out);
        assert!(!told.err.contains(['\u{1b}', '\u{7}']), "{args:?}: {}", told.err);
    }
    for args in [&["pack", "info"][..], &["pack", "verify"], &["pack", "info", "--format", "json"]] {
        let told = run(&[args, &[&pack]].concat());
        assert!(!told.out.contains('\u{1b}') && !told.err.contains('\u{1b}'), "{args:?}");
    }
}
