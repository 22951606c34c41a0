//! Terms of use and what this run read, sent and wrote.
