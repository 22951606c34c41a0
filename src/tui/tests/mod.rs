//! Tests of the interface as a whole: keys in, screens out.
