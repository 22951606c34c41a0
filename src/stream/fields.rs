//! Fields of a JSON record that tolerate what exports hold: a null, a number written as a text, or another type altogether
//! is no value, never an error. Texts are borrowed from the record where they hold no escape.

use std::borrow::Cow;
use std::fmt;

use serde::de::{Deserialize, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};

/// A text; anything else is none.
#[derive(Debug, Default)]
pub(crate) struct Text<'a>(Option<Cow<'a, str>>);

impl Text<'_> {
    pub(crate) fn get(&self) -> Option<&str> {
        self.0.as_deref()
    }

    /// True when there is a text that is not empty.
    pub(crate) fn said(&self) -> bool {
        self.get().is_some_and(|t| !t.is_empty())
    }
}

/// A whole number; a text of digits is one too, fractions are cut.
#[derive(Debug, Default, Clone, Copy)]
pub(crate) struct Int(pub(crate) Option<i64>);

/// A truth value; 0, 1, "true" and "false" are ones too.
#[derive(Debug, Default, Clone, Copy)]
pub(crate) struct Flag(pub(crate) Option<bool>);

/// Any JSON value, as far as a record of music can need it.
#[derive(Debug, Default)]
pub(crate) enum Scalar<'a> {
    /// Null, or what is not needed.
    #[default]
    None,
    Text(Cow<'a, str>),
    Int(i64),
    Flag(bool),
}

impl Scalar<'_> {
    pub(crate) fn text(&self) -> Option<&str> {
        if let Self::Text(t) = self { Some(t) } else { None }
    }

    pub(crate) fn int(&self) -> Option<i64> {
        match self {
            Self::Int(n) => Some(*n),
            Self::Text(t) => number_in(t),
            Self::None | Self::Flag(_) => None,
        }
    }

    pub(crate) fn flag(&self) -> Option<bool> {
        match self {
            Self::Flag(b) => Some(*b),
            Self::Int(n) => Some(*n != 0),
            Self::Text(t) => truth_in(t),
            Self::None => None,
        }
    }

    pub(crate) fn is_none(&self) -> bool {
        matches!(self, Self::None)
    }
}

/// A whole number written as a text.
pub(crate) fn number_in(text: &str) -> Option<i64> {
    let text = text.trim();
    text.parse().ok().or_else(|| text.parse::<f64>().ok().filter(|n| n.is_finite()).map(|n| n as i64))
}

/// A truth value written as a text.
pub(crate) fn truth_in(text: &str) -> Option<bool> {
    let text = text.trim();
    if ["true", "yes", "1"].iter().any(|t| text.eq_ignore_ascii_case(t)) {
        return Some(true);
    }
    ["false", "no", "0"].iter().any(|t| text.eq_ignore_ascii_case(t)).then_some(false)
}

struct AnyScalar;

impl<'de> Visitor<'de> for AnyScalar {
    type Value = Scalar<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_borrowed_str<E>(self, v: &'de str) -> Result<Self::Value, E> {
        Ok(Scalar::Text(Cow::Borrowed(v)))
    }

    fn visit_str<E>(self, v: &str) -> Result<Self::Value, E> {
        Ok(Scalar::Text(Cow::Owned(v.to_owned())))
    }

    fn visit_string<E>(self, v: String) -> Result<Self::Value, E> {
        Ok(Scalar::Text(Cow::Owned(v)))
    }

    fn visit_bool<E>(self, v: bool) -> Result<Self::Value, E> {
        Ok(Scalar::Flag(v))
    }

    fn visit_i64<E>(self, v: i64) -> Result<Self::Value, E> {
        Ok(Scalar::Int(v))
    }

    fn visit_u64<E>(self, v: u64) -> Result<Self::Value, E> {
        Ok(Scalar::Int(i64::try_from(v).unwrap_or(i64::MAX)))
    }

    fn visit_f64<E>(self, v: f64) -> Result<Self::Value, E> {
        Ok(Scalar::Int(v as i64))
    }

    fn visit_unit<E>(self) -> Result<Self::Value, E> {
        Ok(Scalar::None)
    }

    /// `{"name": …}` speaks by its name, as in `"artist": {"name": "…"}`; other objects say nothing.
    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut name = Scalar::None;
        while let Some(Key(key)) = map.next_key()? {
            // Last.fm's `"date": {"uts": "…", "#text": "…"}` is best known by its seconds; its `"@attr": {"nowplaying": "true"}`
            // says one thing only.
            if key == "uts" || (name.is_none() && (key == "name" || key == "#text" || key == "nowplaying")) {
                let Scalars(value) = map.next_value()?;
                name = value;
            } else {
                map.next_value::<IgnoredAny>()?;
            }
        }
        Ok(name)
    }

    /// A list speaks by its first member, as in `"artists": ["…", …]`.
    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Self::Value, A::Error> {
        let first = seq.next_element::<Scalars<'de>>()?.map_or(Scalar::None, |Scalars(s)| s);
        while seq.next_element::<IgnoredAny>()?.is_some() {}
        Ok(first)
    }
}

/// A [`Scalar`], read. (A type of its own so that the nesting in the visitor has a bound: the parser's.)
pub(crate) struct Scalars<'a>(pub(crate) Scalar<'a>);

impl<'de> Deserialize<'de> for Scalars<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(AnyScalar).map(Self)
    }
}

/// A key of an object.
pub(crate) struct Key<'a>(pub(crate) Cow<'a, str>);

impl<'de> Deserialize<'de> for Key<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match deserializer.deserialize_str(AnyScalar)? {
            Scalar::Text(text) => Ok(Self(text)),
            Scalar::None | Scalar::Int(_) | Scalar::Flag(_) => Ok(Self(Cow::Borrowed(""))),
        }
    }
}

impl<'de: 'a, 'a> Deserialize<'de> for Text<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Self(match deserializer.deserialize_any(AnyScalar)? {
            Scalar::Text(text) => Some(text),
            Scalar::None | Scalar::Int(_) | Scalar::Flag(_) => None,
        }))
    }
}

impl<'de> Deserialize<'de> for Int {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Self(deserializer.deserialize_any(AnyScalar)?.int()))
    }
}

impl<'de> Deserialize<'de> for Flag {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Self(deserializer.deserialize_any(AnyScalar)?.flag()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scalar(json: &str) -> String {
        let Scalars(s) = serde_json::from_str(json).unwrap();
        format!("{s:?}")
    }

    #[test]
    fn other_types_are_no_value_and_no_error() {
        let text = |json| serde_json::from_str::<Text<'_>>(json).unwrap().get().map(str::to_owned);
        assert_eq!(text(r#""Björk\n""#).as_deref(), Some("Björk\n"));
        assert_eq!(text("null"), None);
        assert_eq!(text("[[1],{}]"), None);
        assert_eq!(serde_json::from_str::<Int>("\" 12 \"").unwrap().0, Some(12));
        assert_eq!(serde_json::from_str::<Int>("12.9").unwrap().0, Some(12));
        assert_eq!(serde_json::from_str::<Int>("1e300").unwrap().0, Some(i64::MAX));
        assert_eq!(serde_json::from_str::<Int>("18446744073709551615").unwrap().0, Some(i64::MAX));
        assert_eq!(serde_json::from_str::<Int>("\"x\"").unwrap().0, None);
        assert_eq!(serde_json::from_str::<Flag>("\"TRUE\"").unwrap().0, Some(true));
        assert_eq!(serde_json::from_str::<Flag>("0").unwrap().0, Some(false));
        assert_eq!(serde_json::from_str::<Flag>("{}").unwrap().0, None);
    }

    #[test]
    fn objects_speak_by_their_name_and_lists_by_their_first() {
        assert_eq!(scalar(r#"{"mbid":"","name":"Air"}"#), r#"Text("Air")"#);
        assert_eq!(scalar(r##"{"#text":"Air"}"##), r#"Text("Air")"#);
        assert_eq!(scalar(r#"[{"name":"Air"},{"name":"Beck"}]"#), r#"Text("Air")"#);
        assert_eq!(scalar("[]"), "None");
    }

    #[test]
    fn texts_without_escapes_are_borrowed() {
        let Scalars(s) = serde_json::from_str(r#""Roads""#).unwrap();
        assert!(matches!(s, Scalar::Text(Cow::Borrowed("Roads"))));
    }
}
