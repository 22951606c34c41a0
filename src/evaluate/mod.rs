//! How good the rankings are: lists held out, the rest made into a pack, and what the ranking finds of the held-out halves.
//!
//! Deterministic: the same lists and settings give the same figures on any machine and any number of threads. May know build,
//! pack, identify, engine and query; must not know where lists come from nor how figures are shown. `docs/quality.md` states
//! the conventions.

mod bench;
mod bootstrap;
pub mod challenge;
pub mod fidelity;
pub mod generate;
mod judge;
mod levers;
pub mod metrics;
mod run;
mod split;
mod splitmix;
mod tune;

pub use bootstrap::{Interval, RESAMPLES};
pub use metrics::Metric;
pub use run::{Bucket, EvaluateError, Evaluation, Plan, Row, Tally, evaluate};
pub use split::{Order, Split, SplitError, split};
pub use tune::{Tuning, published, tune};
