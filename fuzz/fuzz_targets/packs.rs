//! The starter pack with any bytes in the place of one of its tables, or of its card: refused, or read without a panic.

#![no_main]

use std::sync::LazyLock;

use glasscrate::build::starter_pack_bytes;
use glasscrate::pack::{Pack, PackBytes, Table, search};
use libfuzzer_sys::fuzz_target;

static STARTER: LazyLock<PackBytes> =
    LazyLock::new(|| starter_pack_bytes().expect("the starter pack is sound"));

fuzz_target!(|input: (u8, &[u8])| {
    let (which, bytes) = input;
    let mut pack = STARTER.clone();
    let which = usize::from(which) % (Table::ALL.len() + 1);
    match Table::ALL.into_iter().nth(which) {
        Some(table) => drop(pack.files.insert(table.file(), bytes.to_vec())),
        None => pack.card = String::from_utf8_lossy(bytes).into_owned(),
    }
    let Ok(pack) = Pack::from_bytes(pack) else { return };
    let _ = pack.check();
    let _ = search(&pack, "roads", 5);
    for track in pack.tracks().take(50) {
        let _ = (pack.title(track), pack.artist_name(pack.artist(track)), pack.year(track));
        let _ = pack.neighbours(track).count() + pack.fitted(track).count() + pack.lists_with(track).count();
    }
});
