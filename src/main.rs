//! The `glasscrate` program; see [`glasscrate::cli`] for what it takes and the library for everything it does.

use std::process::ExitCode;

fn main() -> ExitCode {
    glasscrate::cli::main()
}
