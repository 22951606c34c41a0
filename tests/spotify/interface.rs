//! The interface on a Spotify account.

use glasscrate::standin::spotify::{Endpoint, Scenario};
use portable_pty::CommandBuilder;

use crate::person::Person;
use crate::program::Program;

fn open(person: &Person, args: &[&str]) -> Program {
    let own = person.command(args);
    let mut command = CommandBuilder::new(own.get_program());
    command.args(own.get_args());
    command.env_clear();
    for (name, value) in own.get_envs() {
        command.env(name, value.unwrap());
    }
    Program::of(command, 140, 40)
}

fn asked(person: &Person) -> usize {
    person.server.requests().iter().filter(|r| r.endpoint == Endpoint::RecentlyPlayed).count()
}

#[test]
fn plays_are_read_again_on_a_key_and_never_by_themselves() {
    let person = Person::signed_in(Scenario::new());
    let mut interface = open(&person, &["--history", "spotify:"]);
    interface.wait_ready();
    interface.wait_for("Zylthorpe Lantern");
    let once = asked(&person);
    interface.wait_quiet();
    assert_eq!(asked(&person), once);
    interface.send("r");
    interface.wait_for("read again");
    assert_eq!(asked(&person), 2 * once);
    interface.wait_ready();
    // A grant that ended meanwhile is told, and what was read stays.
    person.server.revoke();
    interface.send("r");
    interface.wait_for("has ended");
    interface.wait_for("Zylthorpe Lantern");
    interface.send("q");
    assert!(interface.end().0);
}

#[test]
fn other_sources_have_nothing_to_read_again() {
    let person = Person::new(Scenario::new());
    let mut interface = open(&person, &[]);
    interface.wait_ready();
    interface.send("r");
    interface.wait_for("do not change");
    interface.send("q");
    assert!(interface.end().0);
}
