//! What the browser shows when it comes back from Spotify's page. No scripts, nothing loaded.

use super::Answer;

/// A whole HTTP answer.
pub(super) fn page(answer: &Answer) -> String {
    let (status, title, text) = match answer {
        Answer::Code(_) => ("200 OK", "Signed in", "You can close this page and go back to the terminal."),
        Answer::Denied => {
            ("200 OK", "Not signed in", "You said no, and nothing was stored. You can close this page.")
        }
        Answer::Failed => ("200 OK", "Not signed in", "Spotify could not do it. Run the command again."),
        Answer::NotOurs => ("404 Not Found", "Nothing here", "This address waits for one sign-in to end."),
    };
    respond(status, title, text)
}

/// The answer to a request that is none.
pub(super) fn bad_request() -> String {
    respond("400 Bad Request", "Nothing here", "This address waits for one sign-in to end.")
}

fn respond(status: &str, title: &str, text: &str) -> String {
    let body = format!(
        "<!doctype html><html lang=en><meta charset=utf-8><title>Glasscrate: {title}</title>\
         <style>body{{font:1.1rem system-ui;margin:4rem;max-width:40rem}}</style><h1>{title}</h1><p>{text}</p></html>\n"
    );
    format!(
        "HTTP/1.1 {status}\r\ncontent-type: text/html; charset=utf-8\r\ncontent-length: {}\r\ncache-control: no-store\r\n\
         referrer-policy: no-referrer\r\ncontent-security-policy: default-src 'none'; style-src 'unsafe-inline'\r\n\
         connection: close\r\n\r\n{body}",
        body.len()
    )
}
