//! Formats of plain text, told by their columns or their lines.

use super::Shape;
use crate::history::SourceKind;
use crate::sources::files::names::Columns;
use crate::sources::files::rows::{Row, Rows, Texts};
use crate::sources::files::table::Layout;
use crate::sources::files::{apple, lastfm_rows, lined, scrobbler_log};
use crate::sources::report::PassReason;

/// Some programs put a few lines about themselves before the header.
const MOST_BEFORE: usize = 10;

/// What a text that is no JSON is, by its beginning.
pub(super) fn shape(head: &[u8], whole: bool) -> Shape {
    if head.starts_with(scrobbler_log::MARK) {
        return Shape::ScrobblerLog;
    }
    // A line that is not at its end yet may go on.
    if whole || head.contains(&b'\n') {
        let by_header = [b',', b';', b'\t'].into_iter().find_map(|delimiter| by_header(head, delimiter));
        if let Some(shape) = by_header.or_else(|| headless(head)) {
            return shape;
        }
        if lined::is_list(head, whole) {
            return Shape::Lines;
        }
    }
    let what = "no header with artist and title, no lines `Artist - Title`, and no JSON";
    Shape::Other(PassReason::NotListens(what))
}

/// The table whose header is among the first rows.
fn by_header(head: &[u8], delimiter: u8) -> Option<Shape> {
    let mut rows = Rows::new(head, delimiter);
    for before in 0..=MOST_BEFORE {
        let Ok(Some(Row::Fields { fields, .. })) = rows.next() else { return None };
        let Some(header) = fields.texts() else { continue };
        if before == 0
            && delimiter == b','
            && let Some(file) = apple::File::of(header)
        {
            return Some(Shape::Apple(file));
        }
        if Columns::of(header.iter()).name_tracks() {
            return Some(Shape::Table(kind(header), Layout { delimiter, before }));
        }
    }
    None
}

/// The table without a header.
fn headless(head: &[u8]) -> Option<Shape> {
    let mut rows = Rows::new(head, b',');
    // What is playing just now stands first, and has no time.
    for _ in 0..2 {
        let Ok(Some(Row::Fields { fields, .. })) = rows.next() else { return None };
        if fields.texts().is_some_and(lastfm_rows::is_row) {
            return Some(Shape::LastFmRows);
        }
    }
    None
}

/// Whose table has this header.
fn kind(header: Texts<'_>) -> SourceKind {
    let all =
        |names: &[&str]| names.iter().all(|name| header.iter().any(|c| c.trim().eq_ignore_ascii_case(name)));
    let dated_for = |column: &str| column.trim().to_ascii_lowercase().starts_with("date#");
    if all(&["uts", "utc_time"]) || header.iter().any(dated_for) {
        SourceKind::LastFm
    } else if all(&["time", "artist", "track", "trackmbid", "artistmbid"]) {
        SourceKind::LibreFm
    } else if all(&["timeMs", "artist", "track"]) {
        SourceKind::PanoScrobbler
    } else {
        SourceKind::Csv
    }
}
