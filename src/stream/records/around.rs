//! Finds where a list of a given name begins: `"name" : [`.

/// How much of the beginning was seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Seen {
    /// Nothing.
    Nothing,
    /// A quote, and so many bytes of the name after it.
    Name(usize),
    /// A text that is another.
    Other,
    /// A backslash within such a text.
    Escape,
    /// The name and its closing quote.
    Named,
    /// The colon too.
    Colon,
}

/// Looks for lists of one name in a JSON text that arrives in chunks.
#[derive(Debug)]
pub(super) struct Around {
    list: &'static [u8],
    seen: Seen,
}

impl Around {
    pub(super) fn new(list: &'static str) -> Self {
        Self { list: list.as_bytes(), seen: Seen::Nothing }
    }

    /// The name.
    pub(super) fn list(&self) -> &'static [u8] {
        self.list
    }

    /// How many bytes of `ahead` lie before the first member of the next list; `None` when none begins there. What was seen
    /// at the end of one chunk counts in the next.
    pub(super) fn find(&mut self, ahead: &[u8]) -> Option<usize> {
        for (n, byte) in ahead.iter().enumerate() {
            self.seen = match (self.seen, byte) {
                (Seen::Colon, b'[') => {
                    self.seen = Seen::Nothing;
                    return Some(n + 1);
                }
                (Seen::Named, b':') => Seen::Colon,
                (Seen::Named | Seen::Colon, b' ' | b'\t' | b'\r' | b'\n') => self.seen,
                (Seen::Nothing | Seen::Named | Seen::Colon, b'"') => Seen::Name(0),
                (Seen::Name(length), b'"') if length == self.list.len() => Seen::Named,
                (Seen::Name(length), byte) if self.list.get(length) == Some(byte) => Seen::Name(length + 1),
                (Seen::Name(_) | Seen::Other, b'\\') => Seen::Escape,
                // A line ends no text in JSON: a quote is missing, and what follows is looked at anew.
                (Seen::Nothing | Seen::Named | Seen::Colon, _)
                | (Seen::Name(_) | Seen::Other, b'"' | b'\n') => Seen::Nothing,
                (Seen::Name(_) | Seen::Other | Seen::Escape, _) => Seen::Other,
            };
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_must_be_a_key_of_a_list() {
        let find = |text: &str| Around::new("track").find(text.as_bytes());
        assert_eq!(find("{\"track\" :\n ["), Some(13));
        for other in [
            "{\"tracks\":[",
            "{\"a\":\"track\",[",
            "{\"track\":{}",
            "{\"\\\"track\":[",
            "{\"a \\\"track\\\":[\"",
        ] {
            assert_eq!(find(other), None, "{other}");
        }
    }

    #[test]
    fn chunks_do_not_matter() {
        let mut around = Around::new("track");
        let found: Vec<_> = "x\"track\":[".bytes().map(|b| around.find(&[b])).collect();
        assert_eq!(found.last(), Some(&Some(1)));
        assert!(found[..found.len() - 1].iter().all(Option::is_none));
    }
}
