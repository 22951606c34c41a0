//! Which request is meant: method and path told apart, and what each needs.

/// A request that the stand-in knows, by what it is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Endpoint {
    /// `GET /authorize`: the page where the listener agrees.
    Authorize,
    /// `POST /api/token`: a code or a refresh token for an access token.
    Token,
    /// `GET /me`.
    Me,
    /// `GET /me/player/recently-played`.
    RecentlyPlayed,
    /// `GET /me/top/tracks`.
    TopTracks,
    /// `GET /me/top/artists`.
    TopArtists,
    /// `GET /me/tracks`.
    LikedTracks,
    /// `GET /me/playlists`.
    Playlists,
    /// `GET /playlists/{id}`.
    Playlist,
    /// `GET /playlists/{id}/items`.
    PlaylistItems,
    /// `POST /me/playlists`.
    CreatePlaylist,
    /// `POST /playlists/{id}/items`.
    AddItems,
    /// `GET /search`.
    Search,
    /// `GET /tracks/{id}`.
    Track,
    /// `GET /me/library/contains`.
    LibraryContains,
    /// `PUT /me/library`.
    LibrarySave,
    /// `DELETE /me/library`.
    LibraryRemove,
    /// `GET /me/player/devices`.
    Devices,
    /// `POST /me/player/queue`.
    Queue,
    /// `PUT /me/player/play`.
    Play,
    /// A path of the Web API that a new application in development mode may not use (any more).
    Withdrawn,
    /// Anything else.
    Unknown,
}

/// A request as far as its method and path tell it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Route {
    pub(super) endpoint: Endpoint,
    /// The identifier in the path, empty where there is none.
    pub(super) id: String,
}

/// Folders of the Web API that answer 403 or 404 to new applications.
const WITHDRAWN: [&str; 11] = [
    "recommendations",
    "audio-features",
    "audio-analysis",
    "browse",
    "markets",
    "users",
    "artists",
    "albums",
    "episodes",
    "shows",
    "audiobooks",
];

impl Route {
    /// The route of `method` and `path`. A slash at the end is tolerated, as Spotify does.
    pub(super) fn of(method: &str, path: &str) -> Self {
        let parts: Vec<&str> = path.split('/').filter(|p| !p.is_empty()).collect();
        let plain = |endpoint| Self { endpoint, id: String::new() };
        let with = |endpoint, id: &str| Self { endpoint, id: id.to_owned() };
        match (method, parts.as_slice()) {
            ("GET", ["authorize"]) => plain(Endpoint::Authorize),
            ("POST", ["api", "token"]) => plain(Endpoint::Token),
            ("GET", ["v1", "me"]) => plain(Endpoint::Me),
            ("GET", ["v1", "me", "player", "recently-played"]) => plain(Endpoint::RecentlyPlayed),
            ("GET", ["v1", "me", "player", "devices"]) => plain(Endpoint::Devices),
            ("POST", ["v1", "me", "player", "queue"]) => plain(Endpoint::Queue),
            ("PUT", ["v1", "me", "player", "play"]) => plain(Endpoint::Play),
            ("GET", ["v1", "me", "top", "tracks"]) => plain(Endpoint::TopTracks),
            ("GET", ["v1", "me", "top", "artists"]) => plain(Endpoint::TopArtists),
            ("GET", ["v1", "me", "tracks"]) => plain(Endpoint::LikedTracks),
            ("GET", ["v1", "me", "playlists"]) => plain(Endpoint::Playlists),
            ("POST", ["v1", "me", "playlists"]) => plain(Endpoint::CreatePlaylist),
            ("GET", ["v1", "me", "library", "contains"]) => plain(Endpoint::LibraryContains),
            ("PUT", ["v1", "me", "library"]) => plain(Endpoint::LibrarySave),
            ("DELETE", ["v1", "me", "library"]) => plain(Endpoint::LibraryRemove),
            ("GET", ["v1", "playlists", id]) => with(Endpoint::Playlist, id),
            ("GET", ["v1", "playlists", id, "items"]) => with(Endpoint::PlaylistItems, id),
            ("POST", ["v1", "playlists", id, "items"]) => with(Endpoint::AddItems, id),
            ("GET", ["v1", "search"]) => plain(Endpoint::Search),
            ("GET", ["v1", "tracks", id]) => with(Endpoint::Track, id),
            (_, ["v1", "playlists", _, "tracks"] | ["v1", "tracks"])
            | ("PUT" | "DELETE", ["v1", "me", "tracks"]) => plain(Endpoint::Withdrawn),
            (_, ["v1", folder, ..]) if WITHDRAWN.contains(folder) => plain(Endpoint::Withdrawn),
            _ => plain(Endpoint::Unknown),
        }
    }
}

impl Endpoint {
    /// The scopes of which a token must have one; none where any token will do.
    pub(super) fn scopes(self) -> &'static [&'static str] {
        match self {
            Self::RecentlyPlayed => &["user-read-recently-played"],
            Self::TopTracks | Self::TopArtists => &["user-top-read"],
            Self::LikedTracks => &["user-library-read"],
            Self::Playlists | Self::PlaylistItems => &["playlist-read-private"],
            Self::CreatePlaylist | Self::AddItems => &["playlist-modify-private", "playlist-modify-public"],
            Self::LibraryContains => &["user-library-read", "user-follow-read", "playlist-read-private"],
            Self::LibrarySave | Self::LibraryRemove => &["user-library-modify"],
            Self::Devices => &["user-read-playback-state"],
            Self::Queue | Self::Play => &["user-modify-playback-state"],
            Self::Authorize
            | Self::Token
            | Self::Me
            | Self::Playlist
            | Self::Search
            | Self::Track
            | Self::Withdrawn
            | Self::Unknown => &[],
        }
    }

    /// Whether it belongs to the accounts service, which asks for no access token.
    pub(super) fn of_accounts(self) -> bool {
        matches!(self, Self::Authorize | Self::Token)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_told_apart() {
        let of = |m, p| Route::of(m, p).endpoint;
        assert_eq!(of("GET", "/v1/me/"), Endpoint::Me);
        assert_eq!(of("POST", "/v1/me/playlists"), Endpoint::CreatePlaylist);
        assert_eq!(Route::of("GET", "/v1/playlists/abc/items").id, "abc");
        for (method, path) in [
            ("GET", "/v1/playlists/abc/tracks"),
            ("GET", "/v1/tracks"),
            ("GET", "/v1/recommendations"),
            ("POST", "/v1/users/me/playlists"),
            ("PUT", "/v1/me/tracks"),
        ] {
            assert_eq!(of(method, path), Endpoint::Withdrawn, "{method} {path}");
        }
        assert_eq!(of("GET", "/favicon.ico"), Endpoint::Unknown);
        assert_eq!(of("POST", "/v1/me"), Endpoint::Unknown);
    }
}
