//! Lists from a CSV table: `list_id,list_name,date,position,artist,title[,isrc,mbid,uri,year,tags]`, one row a track.

use std::collections::HashMap;
use std::io::Read;

use super::report::InputReport;
use super::rows::{BETWEEN_TAGS, Filing, RowMaker, Rows};
use super::unpack::{READ_AHEAD, unpacked};
use super::{MAX_LIST, text_of, too_long};
use crate::build::corpus::{CorpusBuilder, NewTrack, TrackNo};
use crate::text::clean;

/// A part is handed over when it holds so many rows, or so many bytes of text.
const FULL: (usize, usize) = (1 << 16, 8 << 20);

/// A part of a table, parsed.
#[derive(Debug, Default)]
pub struct TablePart {
    rows: Rows,
    /// Name and date of the lists that begin in it.
    opened: Vec<(String, String)>,
    entries: Vec<Entry>,
    said: InputReport,
}

/// A row of the table: the list (counted over the whole table), its place in it, and what it names.
#[derive(Debug, Clone, Copy)]
struct Entry {
    list: u32,
    row: u32,
    place: u64,
}

/// Reads a table, plain, gzip or zstd, into the corpus: [`parse_csv`] and [`TableFiler`] in one thread.
///
/// # Errors
/// When the header lacks `list_id`, `artist` or `title`, or when the input cannot be read to its end: half a data set must
/// not pass for the whole.
pub fn read_csv(input: impl Read, corpus: &mut CorpusBuilder) -> Result<InputReport, String> {
    let mut filer = TableFiler::default();
    parse_csv(input, &mut |part| {
        filer.file(part, corpus);
        true
    })?;
    Ok(filer.close(corpus))
}

/// Parses a table, plain, gzip or zstd, and hands it over in parts; `emit` says whether it wants more. Rows with one `list_id`
/// are one list, wherever they stand; it is in row order unless positions say otherwise.
///
/// # Errors
/// When the header lacks `list_id`, `artist` or `title`, or when the input cannot be read to its end.
pub fn parse_csv(input: impl Read, emit: &mut dyn FnMut(TablePart) -> bool) -> Result<(), String> {
    let mut reader =
        csv::ReaderBuilder::new().flexible(true).buffer_capacity(READ_AHEAD).from_reader(unpacked(input));
    let header = reader.byte_headers().map_err(|e| format!("the header cannot be read: {e}"))?.clone();
    let columns = Columns::find(&header)?;
    let (mut part, mut rows, mut ids) = (TablePart::default(), RowMaker::default(), ListIds::default());
    let mut record = csv::ByteRecord::new();
    loop {
        match reader.read_byte_record(&mut record) {
            Ok(false) => break,
            Ok(true) => {}
            Err(e) if e.is_io_error() => {
                return Err(format!("cannot be read beyond line {}: {e}", reader.position().line()));
            }
            Err(e) => {
                part.said.bad_row(format_args!("line {}", reader.position().line()), e.to_string());
                continue;
            }
        }
        part.take(&record, &columns, &mut ids, &mut rows);
        if part.entries.len() >= FULL.0 || rows.size() >= FULL.1 {
            part.rows = rows.take();
            if !emit(std::mem::take(&mut part)) {
                return Ok(());
            }
        }
    }
    part.rows = rows.take();
    emit(part);
    Ok(())
}

impl TablePart {
    fn take(&mut self, record: &csv::ByteRecord, columns: &Columns, ids: &mut ListIds, rows: &mut RowMaker) {
        self.said.rows += 1;
        self.said.recoded += u64::from(std::str::from_utf8(record.as_slice()).is_err());
        let field = |n: Option<usize>| {
            n.and_then(|n| record.get(n)).map(|bytes| text_of(bytes).0).unwrap_or_default()
        };
        let (list, new) = ids.of(&field(Some(columns.list_id)));
        if new {
            self.opened.push((field(columns.name).into_owned(), field(columns.date).into_owned()));
        }
        let (artist, title) = (field(Some(columns.artist)), field(Some(columns.title)));
        let (isrc, mbid, uri, tags) =
            (field(columns.isrc), field(columns.mbid), field(columns.uri), field(columns.tags));
        let row = rows.number(&NewTrack {
            artist: &artist,
            title: &title,
            year: field(columns.year).trim().parse().unwrap_or(0),
            tags: tags.split([';', BETWEEN_TAGS]).map(str::trim).filter(|t| !t.is_empty()).collect(),
            isrc: &isrc,
            mbid: &mbid,
            uri: &uri,
        });
        let Some(row) = row else {
            let line = record.position().map_or(0, csv::Position::line);
            return self.said.bad_row(format_args!("line {line}"), "no artist or no title");
        };
        let length = &mut ids.lengths[list as usize];
        let place = field(columns.position).trim().parse().unwrap_or(*length);
        *length += 1;
        self.entries.push(Entry { list, row, place });
    }
}

/// The lists of a table by their ids: radio logs and the like mix the rows of several.
#[derive(Default)]
struct ListIds {
    by_id: HashMap<String, u32>,
    /// How many rows of each were taken.
    lengths: Vec<u64>,
    /// The list of the row before: mostly that of this one too.
    last: Option<(String, u32)>,
}

impl ListIds {
    /// The number of a list, and whether it is new.
    fn of(&mut self, id: &str) -> (u32, bool) {
        match &self.last {
            Some((last, n)) if last == id => return (*n, false),
            _ => {}
        }
        let next = self.lengths.len() as u32;
        let n = *self.by_id.entry(id.to_owned()).or_insert(next);
        if n == next {
            self.lengths.push(0);
        }
        self.last = Some((id.to_owned(), n));
        (n, n == next)
    }
}

/// Files the parts of one table, one after another.
#[derive(Debug, Default)]
pub struct TableFiler {
    open: Vec<OpenList>,
    report: InputReport,
}

/// A list of which more rows may come.
#[derive(Debug)]
struct OpenList {
    name: String,
    date: String,
    /// How many rows it has, those beyond [`MAX_LIST`] included, which are not kept.
    length: usize,
    tracks: Vec<TrackNo>,
    places: Places,
}

/// The places of the rows of a list. Mostly they count up, and are not kept one by one.
#[derive(Debug)]
enum Places {
    From(u64),
    Each(Vec<u64>),
}

impl TableFiler {
    /// Takes a part in.
    pub fn file(&mut self, part: TablePart, corpus: &mut CorpusBuilder) {
        let mut filing = Filing::new(&part.rows);
        self.open.extend(part.opened.into_iter().map(|(name, date)| OpenList {
            name,
            date,
            length: 0,
            tracks: Vec::new(),
            places: Places::Each(Vec::new()),
        }));
        for entry in &part.entries {
            if let Some(track) = filing.track(entry.row, corpus) {
                self.open[entry.list as usize].push(entry.place, track);
            }
        }
        self.report.merge(part.said);
    }

    /// Files all lists that hold a track, in the order of their first rows; tells what became of the table.
    pub fn close(mut self, corpus: &mut CorpusBuilder) -> InputReport {
        for list in self.open.drain(..).filter(|l| l.length > 0) {
            if list.length > MAX_LIST {
                self.report.bad_list(format_args!("list {:?}", list.name), too_long());
                continue;
            }
            let (name, date) = (list.name.clone(), list.date.clone());
            corpus.list(&name, &date, &list.in_order());
            self.report.lists += 1;
        }
        self.report
    }
}

impl OpenList {
    fn push(&mut self, place: u64, track: TrackNo) {
        self.length += 1;
        if self.length > MAX_LIST {
            (self.tracks, self.places) = (Vec::new(), Places::Each(Vec::new()));
            return;
        }
        let next = self.tracks.len() as u64;
        match &mut self.places {
            _ if next == 0 => self.places = Places::From(place),
            Places::From(first) if first.checked_add(next) == Some(place) => {}
            Places::From(first) => {
                let before = (0..next).map(|n| *first + n);
                self.places = Places::Each(before.chain([place]).collect());
            }
            Places::Each(places) => places.push(place),
        }
        self.tracks.push(track);
    }

    /// The tracks by place; those of one place in row order.
    fn in_order(self) -> Vec<TrackNo> {
        let Places::Each(places) = self.places else { return self.tracks };
        let mut rows: Vec<(u64, TrackNo)> = places.into_iter().zip(self.tracks).collect();
        rows.sort_by_key(|(place, _)| *place);
        rows.into_iter().map(|(_, t)| t).collect()
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
