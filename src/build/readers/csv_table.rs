//! Lists from a CSV table: `list_id,list_name,date,position,artist,title[,isrc,mbid,uri,year,tags]`, one row a track.

use std::collections::HashMap;
use std::io::Read;

use super::report::InputReport;
use super::text_of;
use super::unpack::unpacked;
use crate::build::corpus::{CorpusBuilder, NewTrack, TrackNo};
use crate::text::clean;

/// Reads a table, plain, gzip or zstd, into the corpus. Rows with one `list_id` are one list, wherever they stand; it is in row
/// order unless positions say otherwise. Lists keep the order of their first rows.
///
/// # Errors
/// When the header lacks `list_id`, `artist` or `title`, or when the input cannot be read to its end: half a data set must
/// not pass for the whole.
pub fn read_csv(input: impl Read, corpus: &mut CorpusBuilder) -> Result<InputReport, String> {
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(unpacked(input));
    let header = reader.byte_headers().map_err(|e| format!("the header cannot be read: {e}"))?.clone();
    let columns = Columns::find(&header)?;
    let mut report = InputReport::default();
    let mut lists = Lists::default();
    let mut record = csv::ByteRecord::new();
    loop {
        match reader.read_byte_record(&mut record) {
            Ok(false) => break,
            Ok(true) => {}
            Err(e) if e.is_io_error() => {
                return Err(format!("cannot be read beyond line {}: {e}", reader.position().line()));
            }
            Err(e) => {
                report.bad_row(format_args!("line {}", reader.position().line()), e.to_string());
                continue;
            }
        }
        report.rows += 1;
        let line = record.position().map_or(0, csv::Position::line);
        report.recoded += u64::from(std::str::from_utf8(record.as_slice()).is_err());
        let field = |n: Option<usize>| {
            n.and_then(|n| record.get(n)).map(|bytes| text_of(bytes).0).unwrap_or_default()
        };
        let list = lists.of(&field(Some(columns.list_id)), || OpenList {
            name: field(columns.name).into_owned(),
            date: field(columns.date).into_owned(),
            tracks: Vec::new(),
        });
        let (artist, title) = (field(Some(columns.artist)), field(Some(columns.title)));
        let (isrc, mbid, uri, tags) =
            (field(columns.isrc), field(columns.mbid), field(columns.uri), field(columns.tags));
        let new = NewTrack {
            artist: &artist,
            title: &title,
            year: field(columns.year).trim().parse().unwrap_or(0),
            tags: tags.split([';', '|']).map(str::trim).filter(|t| !t.is_empty()).collect(),
            isrc: &isrc,
            mbid: &mbid,
            uri: &uri,
        };
        match corpus.track(&new) {
            Some(track) => {
                let place = field(columns.position).trim().parse().unwrap_or(list.tracks.len() as u64);
                list.tracks.push((place, track));
            }
            None => report.bad_row(format_args!("line {line}"), "no artist or no title"),
        }
    }
    report.lists = lists.close(corpus);
    Ok(report)
}

/// The lists of a table while it is read: radio logs and the like mix the rows of several.
#[derive(Default)]
struct Lists {
    open: Vec<OpenList>,
    by_id: HashMap<String, usize>,
    /// The list of the row before: mostly that of this one too.
    last: Option<(String, usize)>,
}

struct OpenList {
    name: String,
    date: String,
    tracks: Vec<(u64, TrackNo)>,
}

impl Lists {
    fn of(&mut self, id: &str, new: impl FnOnce() -> OpenList) -> &mut OpenList {
        let at = match &self.last {
            Some((last, at)) if last == id => *at,
            _ => {
                let next = self.open.len();
                let at = *self.by_id.entry(id.to_owned()).or_insert(next);
                if at == next {
                    self.open.push(new());
                }
                self.last = Some((id.to_owned(), at));
                at
            }
        };
        &mut self.open[at]
    }

    /// Files all lists that hold a track; gives how many.
    fn close(self, corpus: &mut CorpusBuilder) -> u64 {
        let mut filed = 0;
        for mut list in self.open.into_iter().filter(|l| !l.tracks.is_empty()) {
            list.tracks.sort_by_key(|(place, _)| *place);
            let tracks: Vec<TrackNo> = list.tracks.iter().map(|(_, t)| *t).collect();
            corpus.list(&list.name, &list.date, &tracks);
            filed += 1;
        }
        filed
    }
}

struct Columns {
    list_id: usize,
    artist: usize,
    title: usize,
    name: Option<usize>,
    date: Option<usize>,
    position: Option<usize>,
    isrc: Option<usize>,
    mbid: Option<usize>,
    uri: Option<usize>,
    year: Option<usize>,
    tags: Option<usize>,
}

impl Columns {
    fn find(header: &csv::ByteRecord) -> Result<Self, String> {
        let at =
            |name: &str| header.iter().position(|h| h.trim_ascii().eq_ignore_ascii_case(name.as_bytes()));
        let need = |name: &str| {
            at(name).ok_or_else(|| {
                let found: Vec<_> = header.iter().map(|h| text_of(h).0).collect();
                format!(
                    "the header has no column `{name}`, it has `{}`; wanted \
                     list_id,list_name,date,position,artist,title",
                    clean(&found.join(","))
                )
            })
        };
        Ok(Self {
            list_id: need("list_id")?,
            artist: need("artist")?,
            title: need("title")?,
            name: at("list_name"),
            date: at("date"),
            position: at("position"),
            isrc: at("isrc"),
            mbid: at("mbid"),
            uri: at("uri"),
            year: at("year"),
            tags: at("tags"),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_of_one_list_may_stand_apart() {
        let table = "list_id,list_name,position,artist,title\n\
                     a,first,2,X,two\nb,second,1,Y,one\na,first,1,X,one\nb,second,2,Y,two\n";
        let mut corpus = CorpusBuilder::new();
        let report = read_csv(table.as_bytes(), &mut corpus).unwrap();
        assert_eq!((report.rows, report.lists, report.bad), (4, 2, 0));
        let corpus = corpus.finish();
        let titles =
            |l: u32| -> Vec<&str> { corpus.list_tracks(l).iter().map(|t| corpus.title(*t)).collect() };
        assert_eq!((corpus.list_name(0), titles(0)), ("first", vec!["one", "two"]));
        assert_eq!((corpus.list_name(1), titles(1)), ("second", vec!["one", "two"]));
    }
}
