//! Writes what the person picked into their own account: a private playlist, or their player's queue. Asks nothing: who calls has a yes.

use serde_json::{Value, json};

use super::content::{Track, text};
use super::session::Session;
use super::trouble::Trouble;

/// The longest description of a playlist, in characters.
pub const DESCRIPTION: usize = 300;

/// The longest name of a playlist, in characters.
const NAME: usize = 100;

/// So many tracks are added at once: the most that Spotify takes.
const AT_ONCE: usize = 100;

/// So many answers to a search are looked at. (10 is the most since 2026.)
const HITS: &str = "5";

/// A playlist to be made. It is private.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewPlaylist {
    /// Its name.
    pub name: String,
    /// Its description; line ends become blanks, and what is beyond [`DESCRIPTION`] is cut.
    pub description: String,
    /// `spotify:track:…` of each track, in order.
    pub tracks: Vec<String>,
}

/// What was sent.
#[derive(Debug)]
pub struct Sent {
    /// `https://open.spotify.com/…` of the playlist; `None` for the queue.
    pub link: Option<String>,
    /// How many tracks arrived.
    pub tracks: usize,
    /// Why the others did not.
    pub trouble: Option<Trouble>,
}

/// What a search found: a track that may be the wanted one.
pub struct Hit {
    track: Track,
}

impl Hit {
    /// The first artist.
    #[must_use]
    pub fn artist(&self) -> &str {
        &self.track.artist
    }

    /// The title.
    #[must_use]
    pub fn title(&self) -> &str {
        &self.track.title
    }

    /// The ISRC.
    #[must_use]
    pub fn isrc(&self) -> Option<&str> {
        self.track.isrc.as_deref()
    }

    /// `spotify:track:…`
    #[must_use]
    pub fn uri(&self) -> Option<&str> {
        self.track.uri.as_deref()
    }
}

/// What is looked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wanted {
    /// The artist.
    pub artist: String,
    /// The title.
    pub title: String,
    /// The ISRC, where it is known: then only that is asked for.
    pub isrc: Option<String>,
}

impl Wanted {
    /// The query, in Spotify's syntax. Quotes in a name would end its field.
    fn query(&self) -> String {
        let plain = |text: &str| text.replace('"', " ");
        match &self.isrc {
            Some(isrc) if isrc.bytes().all(|b| b.is_ascii_alphanumeric()) => format!("isrc:{isrc}"),
            _ => format!("track:\"{}\" artist:\"{}\"", plain(&self.title), plain(&self.artist)),
        }
    }
}

/// Looks a track up.
pub(super) async fn find(session: &mut Session<'_>, wanted: &Wanted) -> Result<Vec<Hit>, Trouble> {
    let query = wanted.query();
    let asked = [("q", query.as_str()), ("type", "track"), ("limit", HITS)];
    let body = session.get("search", &asked, "looking a track up", "searching").await?;
    let found: Value = serde_json::from_str(&body).map_err(|_| Trouble::NotUnderstood("a search"))?;
    let items = found.get("tracks").and_then(|t| t.get("items")).and_then(Value::as_array);
    let tracks = items.into_iter().flatten().filter_map(|item| Track::of(item).ok());
    Ok(tracks.filter(|t| t.uri.is_some()).map(|track| Hit { track }).collect())
}

/// Makes a private playlist and fills it, a hundred tracks at a time.
pub(super) async fn make(session: &mut Session<'_>, list: &NewPlaylist) -> Result<Sent, Trouble> {
    session.needs(super::Scope::WritePlaylists)?;
    let body = json!({
        "name": cut(&list.name, NAME),
        "description": cut(&list.description, DESCRIPTION),
        "public": false,
        "collaborative": false,
    });
    let made = session.post("me/playlists", &body, "making a playlist", "making a playlist").await?;
    let made: Value = serde_json::from_str(&made).map_err(|_| Trouble::NotUnderstood("the new playlist"))?;
    let id = text(&made, "id").filter(|id| id.bytes().all(|b| b.is_ascii_alphanumeric()));
    let id = id.ok_or(Trouble::NotUnderstood("the new playlist"))?;
    let link = Some(format!("https://open.spotify.com/playlist/{id}"));
    let path = format!("playlists/{id}/items");
    let mut tracks = 0;
    for some in list.tracks.chunks(AT_ONCE) {
        let body = json!({ "uris": some });
        match session.post(&path, &body, "filling a playlist", "filling a playlist").await {
            Ok(_) => tracks += some.len(),
            Err(trouble) => return Ok(Sent { link, tracks, trouble: Some(trouble) }),
        }
    }
    Ok(Sent { link, tracks, trouble: None })
}

/// Puts tracks at the end of the player's queue, one by one: Spotify takes no more at once.
pub(super) async fn queue(session: &mut Session<'_>, tracks: &[String]) -> Result<Sent, Trouble> {
    session.needs(super::Scope::Playback)?;
    let mut sent = 0;
    for uri in tracks {
        let path = format!("me/player/queue?uri={uri}");
        let no_player = "no player is open: start Spotify on some device";
        match session.post(&path, &json!({}), "putting a track into the queue", no_player).await {
            Ok(_) => sent += 1,
            Err(trouble) if sent == 0 => return Err(trouble),
            Err(trouble) => return Ok(Sent { link: None, tracks: sent, trouble: Some(trouble) }),
        }
    }
    Ok(Sent { link: None, tracks: sent, trouble: None })
}

/// One line of at most so many characters.
fn cut(line: &str, most: usize) -> String {
    let line = crate::text::clean(line);
    if line.chars().count() <= most {
        return line.into_owned();
    }
    let mut kept: String = line.chars().take(most.saturating_sub(1)).collect();
    kept.truncate(kept.trim_end().len());
    kept.push('…');
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn queries_cannot_be_broken_out_of() {
        let wanted = |artist: &str, title: &str, isrc: Option<&str>| {
            Wanted { artist: artist.into(), title: title.into(), isrc: isrc.map(str::to_owned) }.query()
        };
        assert_eq!(wanted("a", "b", Some("GBAAA9400001")), "isrc:GBAAA9400001");
        assert_eq!(wanted("a", "b\" year:1990 \"", None), "track:\"b  year:1990  \" artist:\"a\"");
        assert_eq!(wanted("a", "b", Some("x y:z")), "track:\"b\" artist:\"a\"");
    }

    #[test]
    fn what_is_too_long_is_cut_and_marked() {
        let long = format!("{} end", "é".repeat(299));
        let short = cut(&long, DESCRIPTION);
        assert!(short.chars().count() <= DESCRIPTION && short.ends_with('…'));
        assert_eq!(cut("a\nb", 300), "a b");
    }
}
