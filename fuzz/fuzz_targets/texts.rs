//! Any text as a name, as a batch line, as an option of the mixer.

#![no_main]

use glasscrate::engine::Mixer;
use glasscrate::report::batch::Question;
use glasscrate::text::clean;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    if let Ok(question) = Question::read(bytes) {
        let _ = question.listens().count();
    }
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let once = clean(text);
    assert_eq!(clean(&once), once);
    assert!(!once.chars().any(char::is_control));
    let _ = Mixer::step(text);
    let _ = text.parse::<glasscrate::sources::SourceSpec>();
});
