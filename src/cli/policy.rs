//! `policy`: the table of terms, and what the person said to it.

use std::fmt::Write as _;

use anyhow::anyhow;

use crate::policy::{Question, page};

use super::args::{AgreeArgs, PolicyArgs, PolicyCommand, Statement, WithdrawArgs};
use super::consent::{ask, keep, stated, today};
use super::console::Console;
use super::failure::Failure;

pub(super) fn run(args: &PolicyArgs, console: &Console) -> Result<(), Failure> {
    match &args.command {
        None | Some(PolicyCommand::Show) => console.write(&page()),
        Some(PolicyCommand::Said) => said(console),
        Some(PolicyCommand::Agree(args)) => agree(args, console),
        Some(PolicyCommand::Withdraw(args)) => withdraw(args, console),
    }
}

impl From<Statement> for Question {
    fn from(statement: Statement) -> Self {
        match statement {
            Statement::Analysis => Self::Analysis,
            Statement::Research => Self::Research,
        }
    }
}

fn said(console: &Console) -> Result<(), Failure> {
    let statements = stated()?;
    let mut text = String::new();
    for question in Question::ALL.into_iter().filter(|q| q.is_remembered()) {
        let line = match (statements.day(question), statements.has(question)) {
            (Some(day), true) => format!("yes, on {day}"),
            (Some(day), false) => format!("yes, on {day}, to another notice; it is asked again"),
            (None, _) => "not said".to_owned(),
        };
        writeln!(text, "{}\t{line}", question.name())?;
    }
    console.write(&text)
}

fn agree(args: &AgreeArgs, console: &Console) -> Result<(), Failure> {
    let question = Question::from(args.statement);
    if args.yes {
        for paragraph in question.notice() {
            console.paragraph(paragraph);
        }
    } else if !console.can_ask() {
        let what = anyhow!("nobody is there to be asked; read `glasscrate policy`, and say --yes");
        return Err(Failure::wrong_use(what));
    } else if !ask(question, console) {
        return Err(Failure::barred(anyhow!("not agreed to; nothing was changed")));
    }
    let mut statements = stated()?;
    statements.state(question, &today());
    console.wrote(keep(&statements)?);
    let name = question.name();
    console.note(&format!("remembered; `glasscrate policy withdraw {name}` takes it back"));
    Ok(())
}

fn withdraw(args: &WithdrawArgs, console: &Console) -> Result<(), Failure> {
    let question = Question::from(args.statement);
    let mut statements = stated()?;
    let was_said = statements.withdraw(question);
    console.wrote(keep(&statements)?);
    console.note(if was_said { "withdrawn" } else { "nothing had been said" });
    Ok(())
}
