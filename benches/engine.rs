//! How long the engine takes on the starter pack: building it, opening it, ranking, explaining, matching.

use std::hint::black_box;
use std::sync::Arc;

use criterion::{Criterion, criterion_group, criterion_main};

use glasscrate::build::{starter_pack, starter_pack_bytes};
use glasscrate::history::{HistoryBuilder, RawListen, Source, SourceKind};
use glasscrate::identify::Matches;
use glasscrate::pack::Pack;
use glasscrate::query::{Listener, Query};

/// A history of `n` distinct tracks spread over the catalogue.
fn listener(pack: &Arc<Pack>, n: usize) -> Listener {
    let mut builder = HistoryBuilder::new();
    let source = builder.source(Source { kind: SourceKind::Csv, label: "bench".into() });
    for t in pack.tracks().step_by((pack.track_count() / n).max(1)).take(n) {
        builder.push(source, RawListen::named(pack.artist_name(pack.artist(t)), pack.title(t)));
    }
    Listener::new(pack.clone(), Arc::new(builder.finish().0))
}

fn engine(c: &mut Criterion) {
    c.bench_function("starter pack: build", |b| b.iter(|| black_box(starter_pack_bytes())));
    if let Ok(bytes) = starter_pack_bytes() {
        c.bench_function("starter pack: open", |b| b.iter(|| black_box(Pack::from_bytes(bytes.clone()))));
    }
    let Ok(pack) = starter_pack().map(Arc::new) else { return };
    for seeds in [50, 500] {
        let l = listener(&pack, seeds);
        let query = Query { limit: 100, ..Query::default() };
        c.bench_function(&format!("match {seeds} tracks"), |b| {
            b.iter(|| black_box(Matches::new(&l.history, &pack)));
        });
        c.bench_function(&format!("rank from {seeds} seeds"), |b| b.iter(|| black_box(query.ask(&l))));
        let answer = query.ask(&l);
        c.bench_function(&format!("explain the first 100 from {seeds} seeds"), |b| {
            b.iter(|| {
                answer.ranking.listed.iter().map(|r| answer.contributions(&pack, r).len()).sum::<usize>()
            });
        });
    }
}

criterion_group!(benches, engine);
criterion_main!(benches);
