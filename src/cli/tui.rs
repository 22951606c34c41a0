//! `tui`: the terminal interface.

use std::io::{self, IsTerminal};

use anyhow::anyhow;

use super::args::OpenArgs;
use super::console::Console;
use super::failure::Failure;

pub(super) fn run(_open: &OpenArgs, console: &Console) -> Result<(), Failure> {
    if !console.on_terminal || !io::stdin().is_terminal() {
        let what = anyhow!("the interface needs a terminal; `glasscrate recommend` gives a list without one");
        return Err(Failure::wrong_use(what));
    }
    Err(anyhow!("the interface is not in this build").into())
}
