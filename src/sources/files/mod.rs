//! Files of listens, one reader a format.
