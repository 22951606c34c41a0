//! Waits on this machine for the browser to come back. Listens on the loopback address only, and survives what browsers and other
//! programs send meanwhile: icons, second connections, connections that say nothing, requests that are none.

use std::net::Ipv4Addr;
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::mpsc::{Sender, channel};
use tokio::task::JoinSet;
use tokio::time::timeout;

use super::Answer;
use super::pages;
use crate::sources::spotify::trouble::Trouble;

/// The longest head of a request that is read.
const HEAD: usize = 16 << 10;

/// A connection that says nothing is closed after this.
const SILENCE: Duration = Duration::from_secs(10);

/// So many connections are served at once; further ones wait.
const AT_ONCE: usize = 32;

/// A bound port.
#[derive(Debug)]
pub struct Listener {
    listener: TcpListener,
    port: u16,
}

impl Listener {
    /// Binds a port of 127.0.0.1; 0 takes a free one.
    pub async fn bind(port: u16) -> Result<Self, Trouble> {
        let no_port = |why| Trouble::NoPort { port, why };
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port)).await.map_err(no_port)?;
        let port = listener.local_addr().map_err(no_port)?.port();
        Ok(Self { listener, port })
    }

    /// The port.
    #[must_use]
    pub fn port(&self) -> u16 {
        self.port
    }

    /// Waits for the answer to the sign-in with this state, as long as it takes: whoever waits sets an end to it.
    pub async fn answer(self, path: &str, state: &str) -> Answer {
        let (found, mut answers) = channel(1);
        let mut open = JoinSet::new();
        loop {
            tokio::select! {
                Some(answer) = answers.recv() => {
                    // Its page was sent. Connections that browsers open ahead and leave silent are not waited for.
                    return answer;
                }
                Some(_) = open.join_next(), if !open.is_empty() => {}
                accepted = self.listener.accept(), if open.len() < AT_ONCE => {
                    if let Ok((stream, _)) = accepted {
                        let (path, state, found) = (path.to_owned(), state.to_owned(), found.clone());
                        open.spawn(async move {
                            let _ = timeout(SILENCE, serve(stream, &path, &state, found)).await;
                        });
                    } else {
                        // Out of file handles, most likely: some will come back.
                        tokio::time::sleep(Duration::from_millis(50)).await;
                    }
                }
            }
        }
    }
}

/// Serves one connection: one request, one page.
async fn serve(mut stream: TcpStream, path: &str, state: &str, found: Sender<Answer>) {
    let Some(target) = target(&mut stream).await else {
        let _ = stream.write_all(pages::bad_request().as_bytes()).await;
        return;
    };
    let answer = Answer::read(&target, path, state);
    let _ = stream.write_all(pages::page(&answer).as_bytes()).await;
    let _ = stream.shutdown().await;
    if answer != Answer::NotOurs {
        // Only the first answer counts.
        let _ = found.try_send(answer);
    }
}

/// The target of a GET request.
async fn target(stream: &mut TcpStream) -> Option<String> {
    let mut head = Vec::new();
    while !head.windows(4).any(|w| w == b"\r\n\r\n") {
        let mut chunk = [0; 2048];
        let n = stream.read(&mut chunk).await.ok()?;
        head.extend_from_slice(&chunk[..n]);
        if n == 0 || head.len() > HEAD {
            return None;
        }
    }
    let line = head.split(|b| *b == b'\r').next()?;
    let line = std::str::from_utf8(line).ok()?;
    let mut words = line.split(' ');
    match (words.next(), words.next(), words.next(), words.next()) {
        (Some("GET"), Some(target), Some("HTTP/1.1" | "HTTP/1.0"), None) if target.starts_with('/') => {
            Some(target.to_owned())
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sources::spotify::secret::Secret;

    fn run<T>(test: impl Future<Output = T>) -> T {
        tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(test)
    }

    async fn ask(port: u16, request: &str) -> String {
        let mut stream = TcpStream::connect((Ipv4Addr::LOCALHOST, port)).await.unwrap();
        stream.write_all(request.as_bytes()).await.unwrap();
        let mut answer = Vec::new();
        let _ = stream.read_to_end(&mut answer).await;
        String::from_utf8_lossy(&answer).into_owned()
    }

    fn get(target: &str) -> String {
        format!("GET {target} HTTP/1.1\r\nhost: 127.0.0.1\r\n\r\n")
    }

    #[test]
    fn noise_is_survived_and_the_answer_taken() {
        run(async {
            let listener = Listener::bind(0).await.unwrap();
            let port = listener.port();
            let silent = TcpStream::connect((Ipv4Addr::LOCALHOST, port)).await.unwrap();
            let (answer, ()) = tokio::join!(listener.answer("/callback", "s1"), async {
                assert!(ask(port, &get("/favicon.ico")).await.starts_with("HTTP/1.1 404"));
                assert!(ask(port, &get("/callback?code=x&state=other")).await.starts_with("HTTP/1.1 404"));
                assert!(
                    ask(port, "POST /callback?code=x&state=s1 HTTP/1.1\r\n\r\n")
                        .await
                        .starts_with("HTTP/1.1 400")
                );
                assert!(ask(port, "\u{16}\u{3}\u{1} not http\r\n\r\n").await.starts_with("HTTP/1.1 400"));
                // More than the longest head: the connection is closed on the one who sends it.
                ask(port, &"x".repeat(HEAD + 4096)).await;
                let page = ask(port, &get("/callback?code=c1&state=s1")).await;
                assert!(
                    page.contains("Signed in") && page.contains("no-store") && !page.contains("c1"),
                    "{page}"
                );
                drop(silent);
            });
            assert_eq!(answer, Answer::Code(Secret::new("c1")));
        });
    }

    #[test]
    fn a_no_is_an_answer() {
        run(async {
            let listener = Listener::bind(0).await.unwrap();
            let port = listener.port();
            let target = get("/callback?error=access_denied&state=s1");
            let (answer, page) = tokio::join!(listener.answer("/callback", "s1"), ask(port, &target));
            assert_eq!(answer, Answer::Denied);
            assert!(page.contains("You said no"));
        });
    }

    #[test]
    fn a_port_that_is_taken_is_told() {
        run(async {
            let first = Listener::bind(0).await.unwrap();
            let told = Listener::bind(first.port()).await.unwrap_err().to_string();
            assert!(told.contains("--port") && told.contains(&first.port().to_string()), "{told}");
        });
    }
}
