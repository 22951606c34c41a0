//! The stand-in against Spotify's own `OpenAPI` description, by a public validator in Python.
//!
//! The description is no part of this project, and the validator comes from `PyPI`, so this test runs where both are at hand:
//! `.ci/run` shows how.

use std::path::Path;
use std::process::Command;

use glasscrate::standin::spotify::{Endpoint, Fault, Scenario, Times};

use super::client::Asking;

#[test]
#[ignore = "needs GLASSCRATE_SPOTIFY_OPENAPI (Spotify's description) and GLASSCRATE_PYTHON (with tests/standin/requirements.txt)"]
fn answers_are_those_of_spotifys_own_description() {
    let needed = |name: &str| std::env::var(name).unwrap_or_else(|_| panic!("{name} is not set"));
    let (description, python) = (needed("GLASSCRATE_SPOTIFY_OPENAPI"), needed("GLASSCRATE_PYTHON"));
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/standin/validate.py");
    for (mode, scenario) in [("development", Scenario::new()), ("extended", Scenario::new().extended_quota())]
    {
        // The script asks for a track twice; the second time it is one too many.
        let asking = Asking::signed_in(scenario.fault(
            Endpoint::Track,
            Times::Only(2),
            Fault::QuotaExceeded { retry_after: Some(30) },
        ));
        let run = Command::new(&python)
            .arg(&script)
            .args([description.as_str(), mode, &asking.server.base_api(), &asking.token])
            .output()
            .unwrap();
        let said = String::from_utf8_lossy(&run.stdout);
        assert!(run.status.success(), "{mode}:\n{said}{}", String::from_utf8_lossy(&run.stderr));
        eprint!("{mode}: {said}");
    }
}
