//! What the terms let happen to plays from the Web API.

use std::fs::File;

use glasscrate::standin::spotify::Scenario;

use crate::person::{Person, run};
use crate::support::small_pack;

#[test]
fn nothing_is_asked_of_spotify_before_the_yes() {
    let person = Person::new(Scenario::new());
    person.sign_in(&[]);
    let asked = person.server.requests().len();
    for command in
        [&["recommend", "--history", "spotify:"][..], &["explain", "--history", "spotify:", "Roads"]]
    {
        let run = person.run(command);
        assert_eq!(run.code, 3, "{}", run.err);
        assert!(run.err.contains("policy agree analysis"), "{}", run.err);
    }
    assert_eq!(person.server.requests().len(), asked);
    // To show what was played is no analysis.
    assert_eq!(person.run(&["history", "spotify:"]).code, 0);
    person.agree();
    assert_eq!(person.run(&["recommend", "--history", "spotify:"]).code, 0);
    let said = person.run(&["policy", "said"]);
    assert!(said.out.starts_with("analysis\tyes, on 20"), "{}", said.out);
    assert_eq!(person.run(&["policy", "withdraw", "analysis"]).code, 0);
    assert_eq!(person.run(&["recommend", "--history", "spotify:"]).code, 3);
}

#[test]
fn the_notice_names_the_clauses_and_the_ways_round() {
    let person = Person::new(Scenario::new());
    let run = person.run(&["policy", "agree", "analysis"]);
    assert_eq!(run.code, 2, "without a terminal it cannot be asked");
    let run = person.run(&["policy", "agree", "analysis", "--yes"]);
    for word in ["III.13", "III.14", "no legal advice", "ListenBrainz", "your own data"] {
        assert!(run.err.replace('\n', " ").contains(word), "{word}: {}", run.err);
    }
}

#[test]
fn what_was_fitted_never_speaks_for_the_web_api() {
    let person = Person::signed_in(Scenario::new());
    let ask = |history: &str| {
        let args = [
            "recommend",
            "--history",
            history,
            "--set",
            "fitted=1",
            "--set",
            "together=0.5",
            "--format",
            "json",
        ];
        person.run(&args)
    };
    let own = ask("starter").json();
    assert_eq!(own["settings"]["mixer"]["fitted"], 100);
    let run = ask("spotify:");
    let api = run.json();
    assert_eq!(api["settings"]["mixer"]["fitted"], 0);
    assert_eq!(api["settings"]["mixer"]["together"], 150);
    assert!(run.err.contains("with counts only"), "{}", run.err);
    let text = api["recommendations"].to_string();
    assert!(text.contains("\"together\"") && !text.contains("\"fitted\""));
}

#[test]
fn answers_are_not_written_into_files() {
    let person = Person::signed_in(Scenario::new());
    let path = person.home.path().join("list.txt");
    for command in [&["recommend", "--history", "spotify:"][..], &["history", "spotify:"]] {
        let asked = person.server.requests().len();
        let mut command = person.command(command);
        command.stdout(File::create(&path).unwrap());
        let status = command.status().unwrap();
        assert_eq!(status.code(), Some(3));
        assert_eq!(std::fs::metadata(&path).unwrap().len(), 0);
        assert_eq!(person.server.requests().len(), asked);
    }
    let mut own = person.command(&["recommend"]);
    assert_eq!(run(own.stdout(File::create(&path).unwrap())).code, 0);
    assert!(std::fs::metadata(&path).unwrap().len() > 0);
}

#[test]
fn a_pack_of_the_data_set_needs_a_statement_and_lets_nothing_out() {
    let person = Person::signed_in(Scenario::new());
    let pack = small_pack(person.home.path());
    let card = pack.join("card.toml");
    let text = std::fs::read_to_string(&card).unwrap();
    std::fs::write(&card, text.replacen("licence = \"CC0-1.0\"", "licence = \"LicenseRef-MPD-research\"", 1))
        .unwrap();
    let pack = pack.to_str().unwrap();
    let ask = |history: &str| person.run(&["recommend", "--history", history, "--pack", pack]);
    let refused = ask("spotify:");
    assert_eq!(refused.code, 3, "{}", refused.err);
    assert!(refused.err.contains("policy agree research"), "{}", refused.err);
    assert_eq!(ask("starter").code, 0, "one's own data needs no statement");
    assert_eq!(person.run(&["policy", "agree", "research", "--yes"]).code, 0);
    assert_eq!(ask("spotify:").code, 0);
    let out = person.run(&["spotify", "playlist", "x", "--pack", pack, "--yes"]);
    assert_eq!(out.code, 3, "{}", out.err);
    assert!(out.err.contains("Million Playlist Dataset"), "{}", out.err);
}

#[test]
fn what_spotify_gave_is_attributed_and_linked() {
    let person = Person::signed_in(Scenario::new());
    let table = person.run(&["history", "spotify:"]);
    assert!(table.err.contains("from Spotify"), "{}", table.err);
    let lines = person.run(&["history", "spotify:", "--format", "plain"]);
    let linked = lines.out.lines().filter(|l| l.contains("\thttps://open.spotify.com/track/")).count();
    assert!(linked > 10 && linked == lines.out.lines().count(), "{}", lines.out);
}

#[test]
fn a_sign_in_for_one_run_stores_nothing() {
    let person = Person::new(Scenario::new());
    person.agree();
    let before = person.files();
    let command = person.command(&["recommend", "--history", "spotify:", "--no-store"]);
    let run = crate::person::through_browser(command);
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(run.out.lines().count() > 5, "{}", run.out);
    assert_eq!(person.files(), before);
}
