//! Indices into the tables of one pack. Order is catalogue order, and part of the pack.

macro_rules! id {
    ($(#[$doc:meta])* $name:ident($inner:ty)) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub $inner);
    };
}

id!(
    /// A row of `tracks.arrow`.
    TrackId(u32)
);
id!(
    /// A row of `artists.arrow`.
    ArtistId(u32)
);
id!(
    /// A row of `lists.arrow`.
    ListId(u32)
);
id!(
    /// A row of `tags.arrow`.
    TagId(u16)
);
id!(
    /// A row of `words.arrow`.
    WordId(u32)
);
