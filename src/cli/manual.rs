//! `completions` and `man`: what the shell and the manual know of the command line.

use std::io::Write;

use anyhow::anyhow;

use super::args::{CompletionArgs, ManArgs};
use super::console::Console;
use super::failure::Failure;

pub(super) fn completions(args: &CompletionArgs, console: &Console) -> Result<(), Failure> {
    // Into memory first: the generator panics where it cannot write.
    let mut text = Vec::new();
    clap_complete::generate(args.shell, &mut super::command(), "glasscrate", &mut text);
    let mut out = console.answer();
    out.write_all(&text)?;
    Ok(out.flush()?)
}

pub(super) fn page(args: &ManArgs, console: &Console) -> Result<(), Failure> {
    let mut command = super::command();
    command.build();
    for name in &args.path {
        let names: Vec<String> = command.get_subcommands().map(|c| c.get_name().to_owned()).collect();
        let found = command.find_subcommand(name).cloned();
        command = found.ok_or_else(|| {
            let there = if names.is_empty() { "none".to_owned() } else { names.join(", ") };
            Failure::wrong_use(anyhow!(
                "`{}` has no command `{name}`; there is: {there}",
                command.get_bin_name().unwrap_or("glasscrate")
            ))
        })?;
    }
    let mut out = console.answer();
    let program = concat!("glasscrate ", env!("CARGO_PKG_VERSION"));
    let page = clap_mangen::Man::new(command).source(program).manual("Glasscrate");
    page.render(&mut out)?;
    Ok(out.flush()?)
}
