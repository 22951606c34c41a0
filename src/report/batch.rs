//! One line of a batch: a history in, a list out.

use std::borrow::Cow;
use std::fmt;

use serde::de::{self, IgnoredAny, Visitor};
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::value::RawValue;

use crate::history::{RawListen, UnixSeconds};
use crate::pack::Pack;
use crate::query::Answer;
use crate::text::clean;

use super::Names;

/// Times that can be: the years 1 to 9999.
const TIMES: std::ops::RangeInclusive<UnixSeconds> = -62_135_596_800..=253_402_300_799;

/// A question: `{"id":…,"history":[…]}`, newest first.
#[derive(Debug, Deserialize)]
pub struct Question<'a> {
    /// Any JSON value; goes back as it came.
    #[serde(borrow, default)]
    pub id: Option<&'a RawValue>,
    #[serde(borrow)]
    history: Vec<Item<'a>>,
}

/// One row of a history.
#[derive(Debug, Deserialize)]
struct Item<'a> {
    #[serde(borrow)]
    artist: Cow<'a, str>,
    #[serde(borrow)]
    title: Cow<'a, str>,
    #[serde(default, deserialize_with = "time")]
    played_at: Option<UnixSeconds>,
    #[serde(default)]
    plays: Option<u32>,
    #[serde(borrow, default)]
    isrc: Option<Cow<'a, str>>,
    #[serde(borrow, default)]
    mbid: Option<Cow<'a, str>>,
    #[serde(borrow, default)]
    uri: Option<Cow<'a, str>>,
}

impl<'a> Question<'a> {
    /// Reads a line.
    ///
    /// # Errors
    /// What is wrong, with the id where that much could be read.
    pub fn read(line: &'a [u8]) -> Result<Self, (Option<&'a RawValue>, String)> {
        let text = std::str::from_utf8(line).map_err(|e| (None, format!("not UTF-8: {e}")))?;
        if !text.trim_start().starts_with('{') {
            return Err((None, "not a JSON object".to_owned()));
        }
        serde_json::from_str(text).map_err(|e| {
            let id = serde_json::from_str::<IdOnly<'a>>(text).ok().and_then(|only| only.id);
            (id, e.to_string())
        })
    }

    /// The listens, in the order of the line. Rows without a name, and those of no play, are left out.
    pub fn listens(&self) -> impl Iterator<Item = RawListen> + '_ {
        self.history.iter().filter(|i| i.plays != Some(0)).filter_map(|i| {
            let (artist, title) = (clean(&i.artist), clean(&i.title));
            if artist.is_empty() || title.is_empty() {
                return None;
            }
            let mut raw = RawListen::named(&artist, &title);
            let id = |id: &Option<Cow<'_, str>>| id.as_ref().map(|t| clean(t).into());
            raw.track.isrc = id(&i.isrc);
            raw.track.mbid = id(&i.mbid);
            raw.track.uri = id(&i.uri);
            raw.at = i.played_at;
            raw.count = i.plays.unwrap_or(1);
            Some(raw)
        })
    }
}

/// What can still be read of a line that is no question.
#[derive(Deserialize)]
struct IdOnly<'a> {
    #[serde(borrow, default)]
    id: Option<&'a RawValue>,
    #[serde(default, rename = "history")]
    _history: IgnoredAny,
}

/// RFC 3339, or UNIX seconds.
fn time<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<UnixSeconds>, D::Error> {
    struct Time;
    impl Visitor<'_> for Time {
        type Value = Option<UnixSeconds>;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("a time: RFC 3339 or UNIX seconds, of the years 1 to 9999")
        }

        fn visit_unit<E: de::Error>(self) -> Result<Self::Value, E> {
            Ok(None)
        }

        fn visit_i64<E: de::Error>(self, n: i64) -> Result<Self::Value, E> {
            let wrong = || E::invalid_value(de::Unexpected::Signed(n), &self);
            Some(n).filter(|n| TIMES.contains(n)).map(Some).ok_or_else(wrong)
        }

        fn visit_u64<E: de::Error>(self, n: u64) -> Result<Self::Value, E> {
            self.visit_i64(i64::try_from(n).unwrap_or(i64::MAX))
        }

        fn visit_f64<E: de::Error>(self, n: f64) -> Result<Self::Value, E> {
            // The cast saturates, and what is not a number becomes 1970.
            self.visit_i64(n as i64)
        }

        fn visit_str<E: de::Error>(self, text: &str) -> Result<Self::Value, E> {
            let wrong = |_| E::invalid_value(de::Unexpected::Str(text), &self);
            let time: jiff::Timestamp = text.trim().parse().map_err(wrong)?;
            self.visit_i64(time.as_second())
        }
    }
    deserializer.deserialize_any(Time)
}

#[derive(Serialize)]
struct AnswerLine<'a> {
    id: Option<&'a RawValue>,
    recommendations: Vec<Listed<'a>>,
}

#[derive(Serialize)]
struct Listed<'a> {
    artist: Cow<'a, str>,
    title: Cow<'a, str>,
    score: i64,
}

#[derive(Serialize)]
struct ErrorLine<'a> {
    id: Option<&'a RawValue>,
    error: &'a str,
}

/// The line that answers a question, with its end.
pub fn answer(id: Option<&RawValue>, pack: &Pack, answer: &Answer) -> serde_json::Result<Vec<u8>> {
    let names = Names::new(pack);
    let listed = answer.ranking.listed.iter().map(|r| Listed {
        artist: names.artist_of(r.track),
        title: names.title(r.track),
        score: r.score,
    });
    line(&AnswerLine { id, recommendations: listed.collect() })
}

/// The line that answers what is no question, with its end.
pub fn error(id: Option<&RawValue>, what: &str) -> serde_json::Result<Vec<u8>> {
    line(&ErrorLine { id, error: &clean(what) })
}

fn line(value: &impl Serialize) -> serde_json::Result<Vec<u8>> {
    let mut bytes = serde_json::to_vec(value)?;
    bytes.push(b'\n');
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn times(line: &str) -> Result<Vec<Option<i64>>, String> {
        let q = Question::read(line.as_bytes()).map_err(|(_, e)| e)?;
        Ok(q.listens().map(|l| l.at).collect())
    }

    #[test]
    fn times_are_told_by_their_form() {
        let line = r#"{"history":[{"artist":"a","title":"b","played_at":"2024-01-02T03:04:05+01:00"},
            {"artist":"a","title":"b","played_at":1704161045},{"artist":"a","title":"b","played_at":1704161045.9},
            {"artist":"a","title":"b","played_at":null},{"artist":"a","title":"b"}]}"#;
        assert_eq!(
            times(line),
            Ok(vec![Some(1_704_161_045), Some(1_704_161_045), Some(1_704_161_045), None, None])
        );
        for odd in ["\"yesterday\"", "true", "9223372036854775807", "-1e300", "[]"] {
            let line = format!(r#"{{"history":[{{"artist":"a","title":"b","played_at":{odd}}}]}}"#);
            assert!(times(&line).is_err(), "{odd}");
        }
    }

    #[test]
    fn the_id_survives_what_is_wrong_with_the_rest() {
        let (id, what) = Question::read(br#"{"id":{"x":[1e400]},"history":[{"title":"b"}]}"#).unwrap_err();
        assert_eq!(id.map(RawValue::get), Some(r#"{"x":[1e400]}"#));
        assert!(what.contains("artist"), "{what}");
        let (id, _) = Question::read(b"{\"id\":1").unwrap_err();
        assert!(id.is_none());
        assert!(Question::read(b"\xff").unwrap_err().1.contains("UTF-8"));
    }

    #[test]
    fn rows_of_no_play_or_no_name_say_nothing() {
        let line = br#"{"history":[{"artist":" ","title":"b"},{"artist":"a","title":"b","plays":0},
            {"artist":"a\u001b","title":"b","plays":3}]}"#;
        let q = Question::read(line).unwrap();
        let listens: Vec<_> = q.listens().collect();
        assert_eq!(listens.len(), 1);
        assert_eq!((&*listens[0].track.artist, listens[0].count), ("a", 3));
    }
}
