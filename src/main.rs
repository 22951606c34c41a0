//! The command-line program; see the library for everything it does.

use std::sync::Arc;

use glasscrate::build::starter_pack;
use glasscrate::history::{DAY, HistoryBuilder, Outcome, RawListen, Source, SourceKind};
use glasscrate::policy::Ledger;
use glasscrate::query::{Listener, Query};
use glasscrate::tui::{Loaded, Loading, Options, Start, run};

fn main() -> anyhow::Result<()> {
    let now = 1_795_000_000;
    run(Start {
        load: Box::new(move |progress| {
            progress(Loading { stage: "building the starter pack".into(), ..Loading::default() });
            let pack = Arc::new(starter_pack()?);
            let mut builder = HistoryBuilder::new();
            let source = builder.source(Source { kind: SourceKind::Starter, label: "test".into() });
            for (n, list) in [11, 60, 140].iter().enumerate() {
                let list = glasscrate::pack::ListId(*list);
                for (m, t) in pack.list_tracks(list).enumerate() {
                    for play in 0..=(m % 3) {
                        let at = now - DAY * (m * 3 + n * 7 + play * 11) as i64 - 3600;
                        let raw = RawListen::named(pack.artist_name(pack.artist(t)), pack.title(t));
                        let outcome = if m % 5 == 4 { Outcome::Skipped } else { Outcome::Played };
                        builder.push(source, RawListen { at: Some(at), outcome, ..raw });
                    }
                }
            }
            for (artist, title) in [("Tocotronic", "Drüben auf dem Hügel"), ("Portishead", "Roads (Live)")]
            {
                builder.push(source, RawListen { at: Some(now - 90_000), ..RawListen::named(artist, title) });
            }
            let history = Arc::new(builder.finish().0);
            let listener = Listener::new(pack, history);
            Ok(Loaded { listener, ledger: Ledger::default(), notes: vec![] })
        }),
        query: Query { limit: 100, ..Query::default() },
        now,
        options: Options { mono: std::env::var_os("NO_COLOR").is_some(), ..Options::default() },
    })
}
