//! What may stand where a format wants a URI (RFC 3986).

use std::fmt::Write as _;

/// The page of a `MusicBrainz` recording, which is also its identifier in playlists; `None` when the id is no UUID.
pub(super) fn recording(mbid: &str) -> Option<String> {
    let dashes = [8, 13, 18, 23];
    let fits = |(n, b): (usize, u8)| if dashes.contains(&n) { b == b'-' } else { b.is_ascii_hexdigit() };
    let is_uuid = mbid.len() == 36 && mbid.bytes().enumerate().all(fits);
    is_uuid.then(|| format!("https://musicbrainz.org/recording/{}", mbid.to_ascii_lowercase()))
}

/// The text, when it is a URI: a scheme, a colon, and nothing but the characters of URIs. Schemes that make a reader run
/// something are none.
pub(super) fn absolute(text: &str) -> Option<&str> {
    let (scheme, rest) = text.split_once(':')?;
    let scheme_fits = scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.bytes().all(|b| b.is_ascii_alphanumeric() || b"+-.".contains(&b));
    let runs = ["javascript", "data", "vbscript"].iter().any(|s| scheme.eq_ignore_ascii_case(s));
    let mut left = rest.bytes();
    let mut rest_fits = !rest.is_empty();
    while let Some(b) = left.next() {
        rest_fits &= match b {
            b'%' => (0..2).all(|_| left.next().is_some_and(|b| b.is_ascii_hexdigit())),
            _ => is_plain(b) || b":/?#[]@!$&'()*+,;=".contains(&b),
        };
    }
    (scheme_fits && !runs && rest_fits).then_some(text)
}

/// A path as a URI reference: percent-encoded, `file://` before an absolute one.
pub(super) fn of_path(path: &str) -> String {
    let mut out = String::from(if path.starts_with('/') { "file://" } else { "" });
    for b in path.bytes() {
        if is_plain(b) || b == b'/' {
            out.push(char::from(b));
        } else {
            let _ = write!(out, "%{b:02X}");
        }
    }
    out
}

/// Unreserved: stands for itself everywhere in a URI.
fn is_plain(b: u8) -> bool {
    b.is_ascii_alphanumeric() || b"-._~".contains(&b)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn only_uuids_are_recordings() {
        let id = "8F3471B5-7E6A-48DA-86A9-C1C07A0F47AE";
        assert_eq!(
            recording(id).as_deref(),
            Some("https://musicbrainz.org/recording/8f3471b5-7e6a-48da-86a9-c1c07a0f47ae")
        );
        for wrong in ["", "8f3471b5", "8f3471b5-7e6a-48da-86a9-c1c07a0f47a/", &format!("{id}x")] {
            assert_eq!(recording(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn what_is_no_uri_is_none() {
        for right in ["spotify:track:0abc", "https://example.org/a?b=c#d", "urn:isbn:1", "a:%20"] {
            assert_eq!(absolute(right), Some(right));
        }
        for wrong in
            ["", ":x", "x:", "spotify", "1a:b", "a:b c", "a:<b>", "a:%2", "a:\"", "javascript:x", "a:é"]
        {
            assert_eq!(absolute(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn paths_are_escaped() {
        assert_eq!(of_path("Björk/01 Jóga #1.flac"), "Bj%C3%B6rk/01%20J%C3%B3ga%20%231.flac");
        assert_eq!(of_path("/m/a.mp3"), "file:///m/a.mp3");
        assert_eq!(of_path("a:b/c"), "a%3Ab/c");
    }

    proptest! {
        #[test]
        fn an_escaped_absolute_path_is_a_uri(path in "/\\PC{0,40}") {
            let uri = of_path(&path);
            prop_assert_eq!(absolute(&uri), Some(uri.as_str()));
        }
    }
}
