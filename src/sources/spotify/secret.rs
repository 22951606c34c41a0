//! Text that must not be shown: tokens, codes.

use std::fmt;

/// A secret. It has no `Display`, and its `Debug` says nothing of it.
///
/// ```compile_fail,E0277
/// fn told(secret: &glasscrate::sources::spotify::Secret) -> String { format!("{secret}") }
/// ```
///
/// ```compile_fail,E0277
/// fn written<T: serde::Serialize>(_: &T) {}
/// fn of_a_secret(secret: &glasscrate::sources::spotify::Secret) { written(secret); }
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    /// Takes a text for a secret.
    #[must_use]
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// The text itself, for who sends or stores it.
    pub(super) fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_does_not_show() {
        assert_eq!(format!("{:?}", Secret::new("abc")), "Secret");
        assert_eq!(Secret::new("abc").reveal(), "abc");
    }
}
