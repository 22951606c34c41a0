//! A crash leaves no image of the memory, in which tokens and plays would be.

use std::process::Stdio;
use std::time::{Duration, Instant};

use glasscrate::standin::spotify::{Endpoint, Fault, Scenario, Times};

use crate::person::Person;

#[test]
fn no_image_of_the_memory_is_left_by_a_crash() {
    let fault = Fault::Hangs;
    let person = Person::signed_in(Scenario::new().fault(Endpoint::RecentlyPlayed, Times::Always, fault));
    let mut command = person.command(&["history", "spotify:"]);
    let mut child = command.current_dir(person.home.path()).stderr(Stdio::null()).spawn().unwrap();
    let begun = Instant::now();
    while !person.server.requests().iter().any(|r| r.endpoint == Endpoint::RecentlyPlayed) {
        assert!(begun.elapsed() < Duration::from_secs(20), "nothing was asked");
        std::thread::sleep(Duration::from_millis(10));
    }
    let limits = std::fs::read_to_string(format!("/proc/{}/limits", child.id()));
    let id = rustix::process::Pid::from_raw(i32::try_from(child.id()).unwrap()).unwrap();
    rustix::process::kill_process(id, rustix::process::Signal::ABORT).unwrap();
    assert!(!child.wait().unwrap().success());
    if let Ok(limits) = limits {
        let core = limits.lines().find(|l| l.starts_with("Max core file size")).unwrap();
        assert!(core.split_whitespace().nth(4) == Some("0"), "{core}");
    }
    let left: Vec<_> = person.files().into_iter().map(|(path, _)| path).collect();
    assert_eq!(left.len(), 2, "{left:?}");
}
