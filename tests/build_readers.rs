//! The readers of lists: what each takes in, what it leaves out and says, and that half an input never passes for a whole.

#![allow(clippy::unwrap_used, reason = "a failed test may end so")]

mod support;

use std::fmt::Write as _;
use std::io::Write as _;
use std::path::Path;

use glasscrate::build::{
    Corpus, CorpusBuilder, InputReport, MAX_LIST, MAX_PLAYLIST, MpdReader, read_csv, read_playlist,
};
use glasscrate::pack::{Join, Pack};
use support::{Run, bytes, file, run, shown};

fn track(pos: &str, artist: &str, title: &str) -> String {
    format!(
        r#"{{"pos":{pos},"artist_name":"{artist}","track_uri":"spotify:track:{title}","artist_uri":"spotify:artist:x","track_name":"{title}","album_uri":"spotify:album:x","duration_ms":1000,"album_name":"An album"}}"#
    )
}

fn playlist(pid: i64, name: &str, tracks: &[String]) -> String {
    format!(
        r#"{{"name":"{name}","collaborative":"false","pid":{pid},"modified_at":1493424000,"num_tracks":{},"tracks":[{}]}}"#,
        tracks.len(),
        tracks.join(",\n")
    )
}

fn slice(playlists: &[String]) -> String {
    let info = r#"{"generated_on":"2017-12-03","slice":"0-999","version":"v1"}"#;
    format!("{{\n \"info\": {info},\n \"playlists\": [\n{}\n]\n}}\n", playlists.join(",\n"))
}

fn two() -> Vec<String> {
    vec![track("0", "Air", "La femme d'argent"), track("1", "Beck", "Lost Cause")]
}

/// Reads slices one after another.
fn mpd(slices: &[&[u8]]) -> (Result<InputReport, String>, Corpus) {
    let (mut reader, mut corpus, mut all) = (MpdReader::new(), CorpusBuilder::new(), InputReport::default());
    for (n, slice) in slices.iter().enumerate() {
        match reader.read(*slice, &mut corpus) {
            Ok(part) => all.add(&n.to_string(), part),
            Err(e) => return (Err(e), corpus.finish()),
        }
    }
    (Ok(all), corpus.finish())
}

fn mpd_one(text: &str) -> (InputReport, Corpus) {
    let (report, corpus) = mpd(&[text.as_bytes()]);
    (report.unwrap(), corpus)
}

/// The lists as text: `name date: titles`.
fn lists(corpus: &Corpus) -> Vec<String> {
    let titles = |l| corpus.list_tracks(l).iter().map(|t| corpus.title(*t)).collect::<Vec<_>>().join(", ");
    (0..corpus.list_count() as u32)
        .map(|l| format!("{} {}: {}", corpus.list_name(l), corpus.list_date(l), titles(l)))
        .collect()
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut gz = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    gz.write_all(bytes).unwrap();
    gz.finish().unwrap()
}

fn zstd(bytes: &[u8]) -> Vec<u8> {
    ruzstd::encoding::compress_to_vec(bytes, ruzstd::encoding::CompressionLevel::Fastest)
}

#[test]
fn a_slice_gives_its_playlists_and_keeps_the_uris() {
    let (report, corpus) = mpd_one(&slice(&[playlist(0, "Calm", &two()), playlist(1, "Later", &two())]));
    assert_eq!(report, InputReport { rows: 4, lists: 2, ..InputReport::default() });
    assert_eq!(
        lists(&corpus),
        ["Calm 2017-04-29: La femme d'argent, Lost Cause", "Later 2017-04-29: La femme d'argent, Lost Cause"]
    );
    assert_eq!(corpus.uri(0), "spotify:track:La femme d'argent");
}

#[test]
fn tracks_stand_by_position_and_equal_ones_as_written() {
    let t = |pos: &str, title: &str| track(pos, "Air", title);
    let odd = [t("7", "c"), t("-2", "a"), t("7", "d"), t("\"3\"", "b"), t("{}", "e"), t("1e300", "z")];
    let (report, corpus) = mpd_one(&slice(&[playlist(0, "p", &odd)]));
    assert_eq!(lists(&corpus), ["p 2017-04-29: a, b, e, c, d, z"]);
    assert_eq!((report.rows, report.bad), (6, 0));
}

#[test]
fn bad_playlists_and_tracks_are_counted_and_told() {
    let nameless = r#"{"pos":2,"artist_name":"Air"}"#.to_owned();
    let wrong = r#"{"pos":3,"artist_name":7,"track_name":["x"]}"#.to_owned();
    let stray = [nameless, wrong, "17".into(), "null".into(), "[1]".into()];
    let mixed = [two(), stray.to_vec()].concat();
    let text = slice(&[
        playlist(0, "mixed", &mixed),
        playlist(1, "empty", &[]),
        r#"{"name":"no tracks","pid":2}"#.into(),
        r#"{"name":"wrong","pid":3,"tracks":"none"}"#.into(),
        "\"not a playlist\"".into(),
        r#"{"name":7,"pid":"5","modified_at":"never","tracks":[]}"#.into(),
        playlist(6, "good", &two()),
    ]);
    let (report, corpus) = mpd_one(&text);
    assert_eq!(lists(&corpus).len(), 2, "{:?}", lists(&corpus));
    assert_eq!((report.rows, report.bad, report.lists, report.bad_lists), (9, 5, 2, 5), "{report:?}");
    assert_eq!(report.cut_off, 0);
    let first = ("0, pid 0".to_owned(), "entry 2: no artist or no title".to_owned());
    assert_eq!(report.samples.len(), 5);
    assert_eq!(report.samples[0], first);
}

#[test]
fn a_pid_counts_once_across_files() {
    let first = slice(&[playlist(0, "first", &two()), playlist(0, "again", &two())]);
    let second = slice(&[playlist(0, "once more", &two()), playlist(1, "new", &two())]);
    let (report, corpus) = mpd(&[first.as_bytes(), second.as_bytes()]);
    let report = report.unwrap();
    assert_eq!((report.lists, report.repeated), (2, 2));
    assert_eq!(report.samples[1].0, "1, pid 0");
    assert_eq!(corpus.list_name(1), "new");
}

#[test]
fn numbers_that_do_not_fit_are_no_ids() {
    let huge =
        |name: &str| playlist(0, name, &two()).replacen("\"pid\":0", "\"pid\":99999999999999999999999999", 1);
    let late = playlist(1, "late", &two()).replacen("1493424000", "-99999999999999999999", 1);
    let (report, corpus) = mpd_one(&slice(&[huge("a"), huge("b"), late]));
    assert_eq!((report.lists, report.repeated, report.bad), (3, 0, 0), "{report:?}");
    let rows = "list_id,position,artist,title,year\n\
        1,99999999999999999999999,Air,Remember,99999\n1,-1,Beck,Lost Cause,-3\n";
    let (report, table) = csv(rows.as_bytes());
    assert_eq!((report.unwrap().lists, lists(&table)), (1, vec![" : Remember, Lost Cause".to_owned()]));
    assert_eq!((0..2).map(|t| table.year(t)).collect::<Vec<_>>(), [0, 0]);
    assert_eq!(lists(&corpus)[2], "late : La femme d'argent, Lost Cause");
}

#[test]
fn a_list_without_end_is_left_out() {
    let row = |list: &str, n: usize| format!("{list},Artist,Title {}\n", n % 7);
    let mut rows = String::from("list_id,artist,title\n");
    rows.extend((0..=MAX_LIST).map(|n| row("endless", n)));
    rows.extend((0..MAX_LIST).map(|n| row("long", n)));
    let (report, corpus) = csv(rows.as_bytes());
    let report = report.unwrap();
    assert_eq!((report.rows, report.lists, report.bad_lists), (2 * MAX_LIST as u64 + 1, 1, 1));
    assert_eq!(corpus.list_tracks(0).len(), 7);
    assert!(report.samples[0].1.contains("longer than 100000"), "{report:?}");
    let mut lines = String::new();
    for n in 0..=MAX_LIST {
        writeln!(lines, "A - T{}.mp3", n % 7).unwrap();
    }
    let (report, corpus) = one("endless.m3u", lines.as_bytes());
    assert_eq!((report.unwrap().bad_lists, corpus.track_count()), (1, 0));
    // A slice's playlists are held to a megabyte.
    let million = playlist(0, "million", &vec![track("1", "A", "T"); 10_000]);
    let (report, corpus) = mpd_one(&slice(&[million, playlist(1, "next", &two())]));
    assert_eq!((report.lists, report.bad_lists, corpus.list_count()), (1, 1, 1), "{report:?}");
}

#[test]
fn tracks_are_joined_by_name_or_by_uri() {
    let version = |uri: &str| track("0", "Air", "Remember").replacen("spotify:track:Remember", uri, 1);
    let text = slice(&[
        playlist(0, "a", &[version("u:1"), version("u:2")]),
        playlist(1, "b", &[version("u:2"), version("")]),
    ]);
    for (join, tracks) in [(Join::Name, 1), (Join::Uri, 3)] {
        let mut corpus = CorpusBuilder::joining(join);
        MpdReader::new().read(text.as_bytes(), &mut corpus).unwrap();
        let corpus = corpus.finish();
        assert_eq!((corpus.track_count(), corpus.artists().len(), corpus.joined_by()), (tracks, 1, join));
    }
    let mut corpus = CorpusBuilder::joining(Join::Uri);
    MpdReader::new().read(text.as_bytes(), &mut corpus).unwrap();
    let corpus = corpus.finish();
    // In most lists first, then by URI.
    assert_eq!((0..3).map(|t| corpus.uri(t)).collect::<Vec<_>>(), ["u:2", "", "u:1"]);
    // A part is what reading only it gives.
    let mut part = CorpusBuilder::joining(Join::Uri);
    MpdReader::new()
        .read(slice(&[playlist(1, "b", &[version("u:2"), version("")])]).as_bytes(), &mut part)
        .unwrap();
    assert_eq!(corpus.subset(&[1]).0, part.finish());
}

#[test]
fn a_slice_cut_anywhere_gives_what_came_before_and_says_so() {
    let whole = slice(&[playlist(0, "one", &two()), playlist(1, "two", &two())]);
    let begin = whole.find("\"playlists\": [").unwrap() + 14;
    let end = whole.trim_end().len();
    for at in begin..end {
        if !whole.is_char_boundary(at) {
            continue;
        }
        let (report, corpus) = mpd_one(&whole[..at]);
        assert_eq!(report.cut_off, 1, "cut at {at}");
        assert!(corpus.list_count() <= 2);
        assert_eq!(report.lists, corpus.list_count() as u64);
    }
    let (report, _) = mpd_one(&whole[..end]);
    assert_eq!((report.cut_off, report.lists), (0, 2));
    let (report, corpus) = mpd_one(&whole[..whole.rfind("two").unwrap()]);
    assert_eq!(lists(&corpus), ["one 2017-04-29: La femme d'argent, Lost Cause"]);
    assert!(report.samples.iter().any(|(_, what)| what.contains("cut off")), "{report:?}");
}

#[test]
fn a_broken_or_endless_playlist_costs_only_itself() {
    let broken = playlist(1, "broken", &two()).replacen("\"name\":\"", "\"name\":", 1);
    let long = playlist(2, &"x".repeat(2 << 20), &two());
    let text = slice(&[playlist(0, "a", &two()), broken, long, playlist(3, "b", &two())]);
    let (report, corpus) = mpd_one(&text);
    assert_eq!(corpus.list_count(), 2, "{:?}", report.samples);
    assert_eq!((report.lists, report.bad_lists, report.cut_off), (2, 2, 0), "{report:?}");
    assert!(report.samples.iter().any(|(_, what)| what.contains("longer than a megabyte")), "{report:?}");
}

#[test]
fn what_is_no_slice_is_refused() {
    for text in ["", "[]", "{\"info\":{}}", "list_id,artist,title\n", "{\"playlists\":{}}", "\"playlists\":["]
    {
        let (report, corpus) = mpd(&[text.as_bytes()]);
        assert!(report.unwrap_err().contains("no slice"), "{text}");
        assert!(corpus.list_count() == 0);
    }
}

#[test]
fn every_packing_gives_the_same_lists_and_damage_is_an_error() {
    let text = slice(&[playlist(0, "Calm", &two()), playlist(1, "Later", &two())]).into_bytes();
    let plain = lists(&mpd(&[&text]).1);
    let (gz, zst) = (gzip(&text), zstd(&text));
    // Two frames, and one to skip between them.
    let (head, tail) = text.split_at(text.len() / 2);
    let frames = [zstd(head), b"\x50\x2a\x4d\x18\x03\0\0\0abc".to_vec(), zstd(tail)].concat();
    for packed in [&gz, &zst, &frames] {
        let (report, corpus) = mpd(&[packed]);
        assert_eq!((report.unwrap().lists, lists(&corpus)), (2, plain.clone()));
        assert!(mpd(&[&packed[..packed.len() - 9]]).0.is_err());
        let mut more = packed.clone();
        more.extend(b"something else");
        assert!(mpd(&[&more]).0.is_err());
    }
}

fn csv(bytes: &[u8]) -> (Result<InputReport, String>, Corpus) {
    let mut corpus = CorpusBuilder::new();
    (read_csv(bytes, &mut corpus), corpus.finish())
}

#[test]
fn tables_come_packed_and_in_other_encodings() {
    let text = "list_id,list_name,artist,title\n1,N,Björk,Jóga\n1,N,Air,Remember\n";
    let plain = lists(&csv(text.as_bytes()).1);
    assert_eq!(plain, ["N : Jóga, Remember"]);
    let utf16: Vec<u8> = format!("\u{feff}{text}").encode_utf16().flat_map(u16::to_le_bytes).collect();
    for other in [gzip(text.as_bytes()), zstd(text.as_bytes()), utf16, format!("\u{feff}{text}").into_bytes()]
    {
        let (report, corpus) = csv(&other);
        assert_eq!((report.unwrap().recoded, lists(&corpus)), (0, plain.clone()));
    }
    // One row of another encoding among others.
    let mixed = b"list_id,artist,title\n1,Bj\xf6rk,Army of Me\n1,Bj\xc3\xb6rk,J\xc3\xb3ga\n";
    let (report, corpus) = csv(mixed);
    assert_eq!(report.unwrap().recoded, 1);
    assert_eq!(corpus.artists().iter().collect::<Vec<_>>(), ["Björk"]);
    assert!(csv(&zstd(text.as_bytes())[..20]).0.is_err());
}

#[test]
fn a_wrong_header_is_told_with_what_it_has() {
    let said = csv(b"playlist,artist,song\x1b[2J\n1,2,3\n").0.unwrap_err();
    assert!(said.contains("`list_id`") && said.contains("`playlist,artist,song [2J`"), "{said}");
    assert!(said.contains("wanted list_id,"), "{said}");
}

fn one(name: &str, bytes: &[u8]) -> (Option<InputReport>, Corpus) {
    let mut corpus = CorpusBuilder::new();
    (read_playlist(bytes, name, &mut corpus).unwrap(), corpus.finish())
}

#[test]
fn m3u_speaks_by_its_info_lines_or_its_file_names() {
    let text = "#EXTM3U\n#PLAYLIST:Évening\n#EXTINF:123,Air - Remember\na.mp3\n\
        #EXTINF:-1 logo=\"a,b - c\",Beck - Lost Cause - Live\nb.mp3\r\n# a remark\n\
        /music/Portishead - Roads.flac\nC:\\music\\03 - Moondog - Bird's Lament.ogg\n\
        file:///m/Bj%C3%B6rk%20-%20J%C3%B3ga.mp3\n#EXTART:Low\n#EXTINF:9,Sunflower\nx.mp3\n\n07.mp3\n\
        #EXTINF:5,\nCan - Vitamin C.mp3\n";
    let (report, corpus) = one("x.m3u8", text.as_bytes());
    let report = report.unwrap();
    assert_eq!((report.rows, report.bad, report.lists), (8, 1, 1), "{report:?}");
    assert_eq!(
        lists(&corpus),
        ["Évening : Remember, Lost Cause - Live, Roads, Bird's Lament, Jóga, Sunflower, Vitamin C"]
    );
    let knows = |name: &str| corpus.artists().iter().any(|a| a == name);
    assert!(knows("Moondog") && knows("Björk"));
    // Without a header line the name tells; without a title too.
    let (report, corpus) = one("My list.M3U", b"Bj\xf6rk - J\xf3ga.mp3\n");
    assert_eq!((report.unwrap().recoded, lists(&corpus)), (1, vec!["My list : Jóga".to_owned()]));
    assert!(one("notes.txt", b"Air - Remember.mp3\n").0.is_none());
    let (report, _) = one("s.m3u8", b"#EXTM3U\n#EXT-X-TARGETDURATION:10\na.ts\n");
    assert_eq!(report.unwrap().bad_lists, 1);
}

#[test]
fn xspf_and_jspf_give_the_same_list() {
    let mbid = "0c2b4f5e-3b1a-4d7e-9a57-0f4f8d1c2a3b";
    let xspf = format!(
        r#"<?xml version="1.0" encoding="UTF-8"?>
<playlist version="1" xmlns="http://xspf.org/ns/0/"><title>Quiet &amp; slow</title><date>2024-05-01T10:00:00Z</date>
<trackList>
<track><identifier>https://musicbrainz.org/recording/{mbid}</identifier><creator>Air</creator><title>Remember</title></track>
<track><location>spotify:track:abc</location><creator><![CDATA[Simon & Garfunkel]]></creator><title>America</title></track>
<track><title>Nobody's</title></track>
</trackList></playlist>"#
    );
    let jspf = format!(
        r#"{{"playlist":{{"title":"Quiet & slow","date":"2024-05-01T10:00:00+00:00","track":[
{{"identifier":["https://musicbrainz.org/recording/{mbid}"],"creator":"Air","title":"Remember"}},
{{"location":"spotify:track:abc","creator":"Simon & Garfunkel","title":"America"}},
{{"creator":["wrong"],"title":"Nobody's"}},{{"track":7}}]}}}}"#
    );
    for (text, rows) in [(&xspf, 3), (&jspf, 4)] {
        // Told by shape: the name says nothing true.
        let (report, corpus) = one("a.m3u", text.as_bytes());
        let report = report.unwrap();
        assert_eq!((report.rows, report.bad, report.lists), (rows, rows - 2, 1), "{report:?}");
        assert_eq!(lists(&corpus), ["Quiet & slow 2024-05-01: Remember, America"]);
        assert_eq!((corpus.mbid(0), corpus.uri(1)), (mbid, "spotify:track:abc"));
    }
}

#[test]
fn hostile_playlists_are_bad_lists() {
    let bomb = "<!DOCTYPE playlist [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]><playlist><title>&b;</title></playlist>";
    let deep = format!("<playlist>{}", "<a>".repeat(200_000));
    let nested = format!("{{\"playlist\":{{\"track\":{}", "[".repeat(200_000));
    let long = "#EXTM3U\n".repeat(MAX_PLAYLIST as usize / 8 + 1);
    for text in [bomb, &deep, &nested, &long, "<playlist><trackList>", "{\"playlist\":{}}", "#EXTM3U\n"] {
        let (report, corpus) = one("x", text.as_bytes());
        let report = report.unwrap();
        assert_eq!((report.bad_lists, report.samples.len()), (1, 1), "{}", &text[..20.min(text.len())]);
        assert!(corpus.list_count() == 0);
    }
    let html = "<!DOCTYPE html><html><body>No list</body></html>";
    for (name, other) in [("x", html), ("x", "{\"playlists\":[]}"), ("x.m3u", "\0\0ID3"), ("x.mp3", "ID3")] {
        assert!(one(name, other.as_bytes()).0.is_none(), "{other}");
    }
}

fn build(kind: &str, from: &Path, out: &Path) -> Run {
    run(&["pack", "build", "--from", kind, &shown(from), "--out", &shown(out)])
}

#[test]
fn a_folder_of_slices_gives_the_same_pack_each_time_with_its_terms_on_the_card() {
    let dir = tempfile::tempdir().unwrap();
    let data = dir.path().join("data");
    std::fs::create_dir(&data).unwrap();
    let slices = [("2000-2999", 2), ("10000-10999", 3), ("0-999", 1)];
    for (range, pid) in slices {
        let text = slice(&[playlist(pid, &format!("p{pid}\\u001b[2J\\u202e"), &two())]);
        file(&data, &format!("mpd.slice.{range}.json"), &text);
    }
    file(&data, "README.json", "{}");
    let (a, b) = (dir.path().join("a.pack"), dir.path().join("b.pack"));
    let built = build("mpd", &data, &a);
    assert_eq!(built.code, 0, "{}", built.err);
    assert!(built.err.contains("Million Playlist Dataset, 3 files: 6 rows, 3 lists"), "{}", built.err);
    assert_eq!(build("mpd", &data, &b).code, 0);
    let tables = |p: &Path| bytes(p).into_iter().filter(|(n, _)| n != "card.toml").collect::<Vec<_>>();
    assert_eq!(tables(&a), tables(&b));
    assert_eq!(run(&["pack", "verify", &shown(&a)]).code, 0);
    // By slice number, not by name; and no escape sequence came through.
    let pack = Pack::open(&a).unwrap();
    let names: Vec<String> = (0..3).map(|n| pack.list_name(glasscrate::pack::ListId(n)).to_owned()).collect();
    assert_eq!(names, ["p1 [2J", "p2 [2J", "p3 [2J"]);
    let card = run(&["pack", "info", &shown(&a), "--format", "json"]).json();
    assert_eq!(card["card"]["licence"], "LicenseRef-MPD-research");
    assert_eq!(card["card"]["sources"][0]["name"], "Million Playlist Dataset");
    assert_eq!(card["card"]["sources"].as_array().unwrap().len(), 1);
    assert!(card["card"]["about"].as_str().unwrap().contains("no redistribution"));
    let free =
        run(&["pack", "build", "--from", "mpd", &shown(&data), "--out", &shown(&b), "--licence", "CC0-1.0"]);
    assert_eq!(free.code, 2, "{}", free.err);
}

#[test]
fn a_folder_of_playlists_gives_one_list_a_file() {
    let dir = tempfile::tempdir().unwrap();
    let music = dir.path().join("music");
    std::fs::create_dir_all(music.join("sub")).unwrap();
    file(&music, "b.m3u", "Air - Remember.mp3\nBeck - Lost Cause.mp3\n");
    file(&music, "a.jspf", r#"{"playlist":{"title":"A","track":[{"creator":"Air","title":"Remember"}]}}"#);
    file(&music.join("sub"), "c.m3u8", "#EXTM3U\n#EXTINF:1,Air - Remember\nx\n");
    file(&music.join("sub"), "broken.xspf", "<playlist>");
    file(&music, "cover.jpg", "\u{0}not a picture");
    let out = dir.path().join("mine.pack");
    let built = build("playlists", &music, &out);
    assert_eq!(built.code, 0, "{}", built.err);
    assert!(built.err.contains("4 rows, 3 lists, 0 rows left out, 1 lists left out"), "{}", built.err);
    assert!(
        built.err.contains("broken.xspf") && built.err.contains("1 files are no playlists"),
        "{}",
        built.err
    );
    let before = bytes(&out);
    assert_eq!(build("playlists", &music, &out).code, 0);
    assert_eq!(before, bytes(&out));
    // A build that fails leaves the pack that was there.
    let picture = build("playlists", &music.join("cover.jpg"), &out);
    assert_eq!(picture.code, 1);
    assert!(picture.err.contains("not a playlist"), "{}", picture.err);
    assert_eq!(build("playlists", &music.join("sub/broken.xspf"), &out).code, 1);
    assert_eq!(build("mpd", &music, &out).code, 1);
    assert_eq!(before, bytes(&out));
    let none = dir.path().join("none.pack");
    assert_eq!(build("playlists", &music.join("sub/broken.xspf"), &none).code, 1);
    assert!(!none.exists());
}

#[test]
fn nothing_is_written_when_no_playlist_could_be_read() {
    let dir = tempfile::tempdir().unwrap();
    let empty = file(dir.path(), "mpd.slice.0-999.json", &slice(&[]));
    let out = dir.path().join("p.pack");
    let refused = build("mpd", Path::new(&empty), &out);
    assert_eq!(refused.code, 1, "{}", refused.err);
    assert!(refused.err.contains("no playlist could be read"), "{}", refused.err);
    assert!(!out.exists());
}
