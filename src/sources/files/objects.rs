//! JSON lines (or any run or array of JSON objects) with artist and title, under the names people give them.
//!
//! One line of a batch (`{"artist":…,"title":…,"played_at":…,"plays":…}`) is such an object. An object or list in place of a
//! text speaks by its `name` or first member: `"artist": {"name": …}`, `"artists": […]`.

use std::fmt;
use std::io::{self, Read};

use serde::de::{Deserialize, Deserializer, IgnoredAny, MapAccess, Visitor};

use super::batch::{Batch, Names, Play};
use super::each::{Fault, each_of};
use super::fields::{Key, Scalar, Scalars};
use super::names::{ROLES, Role, role};
use super::records::Records;
use super::rules;
use super::time::Window;
use crate::sources::report::DropReason;

/// The values of one object by role, each with the rank of the name it came under.
#[derive(Default)]
struct Row<'a>([Option<(usize, Scalar<'a>)>; ROLES]);

impl Row<'_> {
    fn get(&self, role: Role) -> &Scalar<'_> {
        self.0[role as usize].as_ref().map_or(&Scalar::None, |(_, value)| value)
    }
}

impl<'de> Deserialize<'de> for Row<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Fields;
        impl<'de> Visitor<'de> for Fields {
            type Value = Row<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut row = Row::default();
                while let Some(Key(key)) = map.next_key()? {
                    let Some((role, rank)) = role(&key) else {
                        map.next_value::<IgnoredAny>()?;
                        continue;
                    };
                    let Scalars(value) = map.next_value()?;
                    let best = &mut row.0[role as usize];
                    if !value.is_none() && best.as_ref().is_none_or(|(r, _)| rank < *r) {
                        *best = Some((rank, value));
                    }
                }
                Ok(row)
            }
        }
        deserializer.deserialize_map(Fields)
    }
}

/// Reads all of the objects into the batch.
pub(super) fn read(records: Records<impl Read>, batch: &mut Batch, times: Window) -> io::Result<()> {
    each_of(records, batch, |batch, bytes| {
        let row: Row<'_> = serde_json::from_slice(bytes)?;
        if row.get(Role::NowPlaying).flag() == Some(true) {
            batch.drop(DropReason::NowPlaying);
            return Ok(());
        }
        let Some(names) = Names::new(row.get(Role::Artist).text(), row.get(Role::Title).text()) else {
            batch.drop(DropReason::NoName);
            return Ok(());
        };
        let at = match row.get(Role::At) {
            Scalar::Int(n) => Some(times.number(*n).ok_or(Fault::Time)?),
            Scalar::Text(t) if !t.trim().is_empty() => Some(times.text(t).ok_or(Fault::Time)?),
            Scalar::Text(_) | Scalar::None | Scalar::Flag(_) => None,
        };
        let ms_played = rules::played_ms(row.get(Role::PlayedMs).int(), row.get(Role::PlayedSeconds).int());
        let skipped = row.get(Role::Skipped).flag().or(row.get(Role::Qualified).flag().map(|q| !q));
        let outcome = rules::plain(ms_played, skipped);
        match outcome.and_then(|outcome| Ok((outcome, rules::count(row.get(Role::Count).int())?))) {
            Ok((outcome, count)) => {
                let names = names
                    .album(row.get(Role::Album).text())
                    .uri(row.get(Role::Uri).text())
                    .isrc(row.get(Role::Isrc).text())
                    .mbid(row.get(Role::Mbid).text());
                batch.keep(names, Play { at, count, ms_played, outcome });
            }
            Err(reason) => batch.drop(reason),
        }
        Ok(())
    })
}
