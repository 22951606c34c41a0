//! Lists from a CSV table: `list_id,list_name,date,position,artist,title[,isrc,mbid,uri,year,tags]`, one row a track.

use std::io::Read;

use super::corpus::{CorpusBuilder, NewTrack, TrackNo};

/// What became of a table's rows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CsvReport {
    /// Rows read.
    pub rows: u64,
    /// Rows left out: no artist, no title, or not readable as CSV.
    pub bad: u64,
    /// The first few bad rows: line, and what was wrong.
    pub samples: Vec<(u64, String)>,
    /// Lists read.
    pub lists: u64,
}

const SAMPLES: usize = 5;

/// Reads a table into the corpus. Rows of a list stand together; a list is in row order unless positions say otherwise.
///
/// # Errors
/// When the header lacks `list_id`, `artist` or `title`, or when the input cannot be read to its end: half a data set must
/// not pass for the whole.
pub fn read_csv(input: impl Read, corpus: &mut CorpusBuilder) -> Result<CsvReport, String> {
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(input);
    let header = reader.byte_headers().map_err(|e| format!("the header cannot be read: {e}"))?.clone();
    let columns = Columns::find(&header)?;
    let mut report = CsvReport::default();
    let mut list = OpenList::default();
    let mut record = csv::ByteRecord::new();
    loop {
        match reader.read_byte_record(&mut record) {
            Ok(false) => break,
            Ok(true) => {}
            Err(e) if e.is_io_error() => {
                return Err(format!("cannot be read beyond line {}: {e}", reader.position().line()));
            }
            Err(e) => {
                report.bad(reader.position().line(), e.to_string());
                continue;
            }
        }
        report.rows += 1;
        let line = record.position().map_or(0, csv::Position::line);
        let field =
            |n: Option<usize>| n.and_then(|n| record.get(n)).map(String::from_utf8_lossy).unwrap_or_default();
        let id = field(Some(columns.list_id));
        if list.id.as_deref() != Some(&*id) {
            report.lists += u64::from(list.close(corpus));
            list = OpenList {
                id: Some(id.into_owned()),
                name: field(columns.name).into_owned(),
                date: field(columns.date).into_owned(),
                tracks: Vec::new(),
            };
        }
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
            None => report.bad(line, "no artist or no title".into()),
        }
    }
    report.lists += u64::from(list.close(corpus));
    Ok(report)
}

impl CsvReport {
    fn bad(&mut self, line: u64, what: String) {
        self.bad += 1;
        if self.samples.len() < SAMPLES {
            self.samples.push((line, what));
        }
    }
}

#[derive(Default)]
struct OpenList {
    id: Option<String>,
    name: String,
    date: String,
    tracks: Vec<(u64, TrackNo)>,
}

impl OpenList {
    fn close(&mut self, corpus: &mut CorpusBuilder) -> bool {
        if self.tracks.is_empty() {
            return false;
        }
        self.tracks.sort_by_key(|(place, _)| *place);
        let tracks: Vec<TrackNo> = self.tracks.iter().map(|(_, t)| *t).collect();
        corpus.list(&self.name, &self.date, &tracks);
        true
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
        let at = |name: &str| {
            header.iter().position(|h| {
                let h = h.strip_prefix("\u{feff}".as_bytes()).unwrap_or(h);
                h.trim_ascii().eq_ignore_ascii_case(name.as_bytes())
            })
        };
        let need = |name: &str| {
            at(name).ok_or_else(|| {
                format!(
                    "the header has no column `{name}`; wanted list_id,list_name,date,position,artist,title"
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
