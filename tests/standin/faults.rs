//! What goes wrong on the way, seen from the other end.

use std::time::{Duration, Instant};

use glasscrate::standin::spotify::{Endpoint, Fault, Scenario, Times};

use super::client::Asking;

/// The first request for the profile meets a fault, the second one does not.
fn once(fault: Fault) -> Asking {
    Asking::signed_in(Scenario::new().fault(Endpoint::Me, Times::First(1), fault))
}

#[test]
fn too_many_requests_name_the_wait_or_do_not() {
    for (retry_after, header) in [(Some(1), Some("1")), (Some(74_214), Some("74214")), (None, None)] {
        let asking = once(Fault::TooMany { retry_after });
        let refused = asking.get("me");
        assert_eq!((refused.status, refused.header("retry-after")), (429, header));
        assert_eq!(refused.json()["error"]["status"], 429);
        assert_eq!(asking.get("me").status, 200);
    }
    let quota = once(Fault::QuotaExceeded { retry_after: Some(3600) }).get("me");
    assert_eq!((quota.status, quota.header("retry-after")), (429, Some("3600")));
    assert_eq!(quota.json()["error"]["reason"], "QUOTA_EXCEEDED");
}

#[test]
fn servers_fail_and_tokens_die_early() {
    for status in [500, 502, 503] {
        assert_eq!(once(Fault::Status(status)).get("me").json()["error"]["status"], status);
    }
    let asking = once(Fault::Unauthorized);
    assert_eq!(asking.get("me").status, 401);
    assert_eq!(asking.get("me").status, 200);
    let asking =
        Asking::signed_in(Scenario::new().fault(Endpoint::Token, Times::From(2), Fault::Status(503)));
    let refused = asking.refresh_with(&asking.refresh);
    assert_eq!((refused.status, refused.json()["error"].as_str()), (503, Some("server_error")));
}

#[test]
fn answers_arrive_late() {
    let asking = once(Fault::Slow(Duration::from_millis(150)));
    let start = Instant::now();
    assert_eq!(asking.get("me").status, 200);
    assert!(start.elapsed() >= Duration::from_millis(150));
}

#[test]
fn answers_are_broken() {
    let cut = once(Fault::CutJson).get("me");
    assert!(cut.body.starts_with('{') && serde_json::from_str::<serde_json::Value>(&cut.body).is_err());
    let html = once(Fault::Html).get("me");
    assert_eq!((html.status, html.header("content-type")), (200, Some("text/html; charset=utf-8")));
    assert!(html.body.contains("<!doctype html>"));
    let empty = once(Fault::Empty).get("me");
    assert_eq!((empty.status, empty.body.as_str()), (200, ""));
    let wrong = once(Fault::WrongType).get("me");
    assert_eq!(wrong.header("content-type"), Some("text/plain; charset=utf-8"));
    assert_eq!(wrong.json()["id"], "standinlistener");
}

#[test]
fn connections_close_early_and_work_again_afterwards() {
    for fault in [Fault::Closed, Fault::ClosedMidBody] {
        let asking = once(fault.clone());
        assert!(asking.try_get("me").is_err(), "{fault:?}");
        assert_eq!(asking.get("me").status, 200, "{fault:?}");
    }
}

#[test]
fn a_body_that_breaks_off_has_begun() {
    use std::io::{Read as _, Write as _};
    let asking = once(Fault::ClosedMidBody);
    let mut stream = std::net::TcpStream::connect(asking.server.address()).unwrap();
    let ask = format!("GET /v1/me HTTP/1.1\r\nhost: x\r\nauthorization: Bearer {}\r\n\r\n", asking.token);
    stream.write_all(ask.as_bytes()).unwrap();
    let mut got = Vec::new();
    // The connection may be reset after the half.
    let _ = stream.read_to_end(&mut got);
    let got = String::from_utf8(got).unwrap();
    let (head, body) = got.split_once("\r\n\r\n").unwrap();
    let length = head.lines().find_map(|l| l.strip_prefix("content-length: ")).unwrap();
    let length: usize = length.parse().unwrap();
    assert!(head.starts_with("HTTP/1.1 200") && !body.is_empty() && body.len() < length, "{got}");
}

#[test]
fn a_request_that_hangs_ends_with_the_server() {
    let asking = once(Fault::Hangs);
    let address = asking.server.address();
    let token = asking.token.clone();
    let (sent, begun) = std::sync::mpsc::channel();
    let waiting = std::thread::spawn(move || {
        use std::io::{Read as _, Write as _};
        let mut stream = std::net::TcpStream::connect(address).unwrap();
        let ask = format!("GET /v1/me HTTP/1.1\r\nhost: x\r\nauthorization: Bearer {token}\r\n\r\n");
        stream.write_all(ask.as_bytes()).unwrap();
        sent.send(()).unwrap();
        let mut got = Vec::new();
        let _ = stream.read_to_end(&mut got);
        got.len()
    });
    begun.recv().unwrap();
    let of_profile = || asking.server.requests().into_iter().find(|r| r.endpoint == Endpoint::Me);
    let deadline = Instant::now() + Duration::from_secs(10);
    let record = loop {
        if let Some(record) = of_profile() {
            break record;
        }
        assert!(Instant::now() < deadline, "the request never arrived");
        std::thread::sleep(Duration::from_millis(5));
    };
    assert_eq!(record.status, 0);
    drop(asking);
    assert_eq!(waiting.join().unwrap(), 0);
}

#[test]
fn nothing_is_done_by_a_request_that_is_refused() {
    let scenario = Scenario::new().fault(
        Endpoint::CreatePlaylist,
        Times::First(1),
        Fault::TooMany { retry_after: Some(1) },
    );
    let asking = Asking::signed_in(scenario);
    assert_eq!(asking.call("POST", "me/playlists", "{\"name\":\"Once\"}").status, 429);
    assert!(asking.server.made_playlists().is_empty());
    assert_eq!(asking.call("POST", "me/playlists", "{\"name\":\"Once\"}").status, 201);
    assert_eq!(asking.server.made_playlists().len(), 1);
}

#[test]
fn faults_come_when_they_were_told_to() {
    let status = |times: Times| {
        let asking = Asking::signed_in(Scenario::new().fault(Endpoint::Me, times, Fault::Status(500)));
        [0; 4].map(|_| asking.get("me").status)
    };
    assert_eq!(status(Times::Always), [500; 4]);
    assert_eq!(status(Times::First(2)), [500, 500, 200, 200]);
    assert_eq!(status(Times::Only(3)), [200, 200, 500, 200]);
    assert_eq!(status(Times::From(2)), [200, 500, 500, 500]);
}
