use proptest::prelude::*;

use super::*;

/// Hands out at most so many bytes at a time, in turn.
struct Chunks<'a> {
    bytes: &'a [u8],
    sizes: Vec<usize>,
    turn: usize,
}

impl Read for Chunks<'_> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let n = self.sizes[self.turn % self.sizes.len()].min(out.len()).min(self.bytes.len());
        self.turn += 1;
        out[..n].copy_from_slice(&self.bytes[..n]);
        self.bytes = &self.bytes[n..];
        Ok(n)
    }
}

/// Every piece as text: `offset kind bytes`.
fn pieces(input: impl Read) -> Vec<String> {
    let mut records = Records::new(input);
    let mut out = Vec::new();
    while let Some(piece) = records.next().unwrap() {
        out.push(match piece {
            Piece::Record { at, bytes } => format!("{at} {}", String::from_utf8_lossy(bytes)),
            Piece::TooLong { at } => format!("{at} too long"),
            Piece::Broken { at, why } => format!("{at} broken: {why}"),
            Piece::CutOff { at } => format!("{at} cut off"),
        });
    }
    out
}

/// The same, with the objects parsed where they lie as far as they can be.
fn pieces_ahead(input: impl Read) -> Vec<String> {
    let mut records = Records::new(input);
    let mut out = Vec::new();
    loop {
        if let Some((at, window)) = records.window().unwrap() {
            let mut parser = serde_json::Deserializer::from_slice(window).into_iter::<serde_json::Value>();
            if matches!(parser.next(), Some(Ok(_))) {
                let length = parser.byte_offset();
                out.push(format!("{at} {}", String::from_utf8_lossy(&window[..length])));
                records.take(length);
                continue;
            }
        }
        match records.next().unwrap() {
            Some(Piece::Record { at, bytes }) => out.push(format!("{at} {}", String::from_utf8_lossy(bytes))),
            Some(Piece::TooLong { at }) => out.push(format!("{at} too long")),
            Some(Piece::Broken { at, why }) => out.push(format!("{at} broken: {why}")),
            Some(Piece::CutOff { at }) => out.push(format!("{at} cut off")),
            None => return out,
        }
    }
}

fn of(text: &str) -> Vec<String> {
    pieces(text.as_bytes())
}

#[test]
fn arrays_lines_and_runs_give_the_same_objects() {
    let objects = [r#"{"a":1}"#, r#"{"b":{"c":[{"d":"}{]["}]}}"#, r#"{"e":"\"}\\"}"#, "{}"];
    let bodies = |list: Vec<String>| {
        list.into_iter().map(|p| p.split_once(' ').unwrap().1.to_owned()).collect::<Vec<_>>()
    };
    for (open, between, close) in [
        ("[", ",", "]"),
        ("", "\n", "\n"),
        ("", "", ""),
        (" [\n  ", ",\n  ", "\n]"),
        ("\u{1e}", "\n\u{1e}\0", ""),
    ] {
        let text = format!("{open}{}{close}", objects.join(between));
        assert_eq!(bodies(of(&text)), objects, "{text}");
    }
    assert!(of("").is_empty() && of(" [ ] \n").is_empty());
}

#[test]
fn the_end_within_an_object_is_told() {
    assert_eq!(of(r#"[{"a":1},{"b":"x"#), [r#"1 {"a":1}"#, "9 cut off"]);
    assert_eq!(of(r#"{"a"#), ["0 cut off"]);
    assert_eq!(of(r#"{"a":"\"#), ["0 cut off"]);
    assert_eq!(of(r#"[{"a":1},"#), [r#"1 {"a":1}"#]);
}

#[test]
fn a_missing_quote_costs_one_record_in_every_layout() {
    let broken = ["{\"t\":\"x,\"u\":1}", "{t\":\"x\",\"u\":1}", "{\"t:\"x\",\"u\":1}", "{\"t\":x\",\"u\":1}"];
    for bad in broken {
        for (open, between, close) in
            [("[", ",", "]"), ("", "\n", ""), ("[\n  ", ",\n  ", "\n]"), ("[", ", ", "]")]
        {
            let text = format!(
                "{open}{}{close}",
                ["{\"a\":1}", bad, "{\"b\":\"y\"}", "{\"c\":\"z\"}"].join(between)
            );
            let found = of(&text);
            assert_eq!(found.len(), 4, "{text} gave {found:?}");
            assert!(
                found[0].ends_with("{\"a\":1}") && found[2].ends_with("{\"b\":\"y\"}"),
                "{text} gave {found:?}"
            );
            assert!(found[3].ends_with("{\"c\":\"z\"}"), "{text} gave {found:?}");
        }
    }
}

#[test]
fn lines_that_stop_short_cost_themselves_only() {
    for bad in ["{\"t\":\"x", "{\"t\":\"x\"", "{\"t\":", "{\"t\":[", "{\"t\":{\"u\":1}", "{"] {
        let found = of(&format!("{{\"a\":1}}\n{bad}\n{{\"b\":2}}\n{{\"c\":3}}\n"));
        assert!(found[0].ends_with("{\"a\":1}"), "{bad} gave {found:?}");
        assert!(found[found.len() - 2].ends_with("{\"b\":2}"), "{bad} gave {found:?}");
        assert!(found[found.len() - 1].ends_with("{\"c\":3}"), "{bad} gave {found:?}");
    }
}

#[test]
fn values_that_are_no_objects_are_counted_one_by_one() {
    let found = of("[1,\"x\",null,{\"a\":1},true]");
    assert_eq!(found.iter().filter(|p| p.contains("not an object")).count(), 4);
    assert_eq!(found[3], "12 {\"a\":1}");
}

#[test]
fn a_record_is_too_long_at_one_byte_over_a_megabyte_and_the_next_is_read() {
    for (over, kept) in [(0, true), (1, false), (3 << 20, false)] {
        let filler = "x".repeat(MAX_RECORD - r#"{"a":""}"#.len() + over);
        let text = format!(r#"[{{"a":"{filler}"}},{{"b":2}}]"#);
        for sizes in [vec![usize::MAX], vec![4096, 100_000]] {
            let mut records = Records::new(Chunks { bytes: text.as_bytes(), sizes, turn: 0 });
            let first = records.next().unwrap().unwrap();
            assert_eq!(matches!(first, Piece::Record { .. }), kept);
            assert_eq!(matches!(first, Piece::TooLong { at: 1 }), !kept);
            assert!(matches!(records.next().unwrap(), Some(Piece::Record { bytes: br#"{"b":2}"#, .. })));
            assert!(records.next().unwrap().is_none());
        }
    }
}

/// One object without an end, or one line of many objects, of any length; no file and no memory behind it.
struct Endless {
    unit: &'static [u8],
    left: usize,
}

impl Read for Endless {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let n = out.len().min(self.left) / self.unit.len() * self.unit.len();
        for place in out[..n].chunks_exact_mut(self.unit.len()) {
            place.copy_from_slice(self.unit);
        }
        self.left -= n;
        Ok(n)
    }
}

#[test]
fn a_window_is_whole_or_all_there_is() {
    let text = format!("[{{\"a\":\"{}\"}},{{\"b\":2}}]", "x".repeat(MAX_RECORD + 7));
    for sizes in [vec![usize::MAX], vec![4096, 100_000]] {
        let found = pieces_ahead(Chunks { bytes: text.as_bytes(), sizes, turn: 0 });
        assert_eq!(found, ["1 too long".to_owned(), format!("{} {{\"b\":2}}", text.len() - 8)]);
    }
    let text = r#"{"trackName":"x"},"#.repeat(500_000);
    let mut records = Records::new(text.as_bytes());
    let mut count = 0;
    while let Some((at, window)) = records.window().unwrap() {
        assert_eq!(window.len(), MAX_RECORD.min(text.len() - at as usize));
        count += 1;
        records.take(17);
    }
    assert_eq!(count, 500_000);
    assert!(records.buf.len() <= WINDOWS * MAX_RECORD);
}

#[test]
fn hundreds_of_megabytes_on_one_line_are_read_in_constant_memory() {
    let line = Endless { unit: br#"{"trackName":"x"},"#, left: 64 << 20 };
    let mut records = Records::new(line);
    let mut count = 0_usize;
    while let Some(piece) = records.next().unwrap() {
        count += usize::from(matches!(piece, Piece::Record { .. }));
    }
    assert!(count > 3_500_000 && records.buf.len() <= MAX_RECORD + 2 * CHUNK);
    // One text that never ends.
    let mut records = Records::new(br#"{"a":""#.as_slice().chain(Endless { unit: b"x", left: 300 << 20 }));
    assert_eq!(records.next().unwrap(), Some(Piece::TooLong { at: 0 }));
    assert_eq!(records.next().unwrap(), None);
    assert!(records.buf.len() <= MAX_RECORD + 2 * CHUNK);
}

proptest! {
    #[test]
    fn chunks_do_not_matter(text in r#"([{}\[\]",:\\a \n]|\{"a":"b"\}|[^a]){0,60}"#, sizes in prop::collection::vec(1usize..9, 1..5)) {
        let whole = of(&text);
        let chunks = |sizes| Chunks { bytes: text.as_bytes(), sizes, turn: 0 };
        prop_assert_eq!(pieces(chunks(sizes.clone())), whole.clone());
        prop_assert_eq!(pieces_ahead(chunks(sizes)), whole);
    }

    #[test]
    fn any_bytes_end_without_a_panic(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        let mut records = Records::new(bytes.as_slice());
        let mut count = 0;
        while records.next().unwrap().is_some() {
            count += 1;
        }
        prop_assert!(count <= bytes.len());
    }

    #[test]
    fn what_serde_writes_comes_back(titles in prop::collection::vec("(?s:.*)", 0..8), pretty in any::<bool>()) {
        let rows: Vec<_> = titles.iter().map(|t| serde_json::json!({"t": t, "n": {"deep": [1, {"x": t}]}})).collect();
        let text = if pretty { serde_json::to_string_pretty(&rows) } else { serde_json::to_string(&rows) }.unwrap();
        let mut records = Records::new(text.as_bytes());
        let mut back = Vec::new();
        while let Some(piece) = records.next().unwrap() {
            let Piece::Record { bytes, .. } = piece else { panic!("{piece:?}") };
            back.push(serde_json::from_slice::<serde_json::Value>(bytes).unwrap());
        }
        prop_assert_eq!(back, rows);
    }
}

/// The records of the lists named `track`.
fn within(text: &str) -> Vec<String> {
    let mut records = Records::within(text.as_bytes(), "track");
    let mut out = Vec::new();
    while let Some(piece) = records.next().unwrap() {
        out.push(match piece {
            Piece::Record { bytes, .. } => String::from_utf8_lossy(bytes).into_owned(),
            other => format!("{other:?}").split([' ', '{']).next().unwrap_or_default().to_owned(),
        });
    }
    out
}

#[test]
fn only_the_lists_of_a_name_are_read() {
    let pages =
        r#"[{"track":[{"a":1},{"track":"x"}],"@attr":{"page":"1"}},{"@attr":{},"track":[{"b":{"c":[]}}]}]"#;
    assert_eq!(within(pages), [r#"{"a":1}"#, r#"{"track":"x"}"#, r#"{"b":{"c":[]}}"#]);
    assert_eq!(within(r#"{"recenttracks":{"track":[]},"x":{"y":1}}"#), [""; 0]);
    assert_eq!(within(r#"[{"a":1}]"#), [""; 0]);
}

#[test]
fn a_bad_record_in_a_wrapped_list_costs_itself_only() {
    for bad in ["{\"a\":}", "{\"a\" \"b\"}", "{\"a\":\"b}", "17", "{]}"] {
        for pages in [
            format!("{{\"track\":[{{\"x\":1}},{bad},{{\"x\":2}}],\"@attr\":{{}}}}"),
            format!("[{{\"track\":[{{\"x\":1}},\n{bad}],\"@attr\":{{}}}},\n{{\"track\":[{{\"x\":2}}]}}]"),
        ] {
            let found = within(&pages);
            assert!(
                found.contains(&"{\"x\":1}".into()) && found.contains(&"{\"x\":2}".into()),
                "{pages}: {found:?}"
            );
            assert_eq!(found.len(), 3, "{pages}: {found:?}");
        }
    }
}
