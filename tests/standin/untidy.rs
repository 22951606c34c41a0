//! Flawed items: missing, null and new fields, each at its place and nowhere else.

use glasscrate::standin::spotify::{Change, Endpoint, Scenario, demo};
use serde_json::{Value, json};

use super::client::Asking;

fn items(asking: &Asking, path: &str) -> Vec<Value> {
    asking.get(path).json()["items"].as_array().unwrap().clone()
}

#[test]
fn flaws_are_where_they_were_put() {
    let at = |item, path: &str, change| Scenario::new().blemish(Endpoint::RecentlyPlayed, item, path, change);
    let path = "me/player/recently-played?limit=50";
    let right = items(&Asking::signed_in(Scenario::new()), path);
    let flawed = |scenario| items(&Asking::signed_in(scenario), path);
    let differing = |flawed: &[Value]| {
        let base = |v: &Value| {
            let text = v.to_string();
            let port =
                text.find("http://127.0.0.1:").map(|p| text[p..].split('/').nth(2).unwrap().to_owned());
            port.map_or(text.clone(), |p| text.replace(&p, ""))
        };
        (0..right.len()).filter(|i| base(&right[*i]) != base(&flawed[*i])).collect::<Vec<_>>()
    };

    let without = flawed(at(3, "/track/external_ids", Change::Missing));
    assert_eq!(differing(&without), [3]);
    assert!(without[3]["track"].get("external_ids").is_none());
    let null = flawed(at(0, "/track", Change::Null));
    assert_eq!((differing(&null), &null[0]["track"]), (vec![0], &Value::Null));
    let new = flawed(at(49, "/mood", Change::Is(json!("blue"))));
    assert_eq!((differing(&new), &new[49]["mood"]), (vec![49], &json!("blue")));
    let nothing = flawed(at(7, "", Change::Null));
    assert_eq!((differing(&nothing), &nothing[7]), (vec![7], &Value::Null));
    assert_eq!(flawed(at(7, "", Change::Missing)).len(), right.len() - 1);
}

#[test]
fn flaws_are_counted_over_pages() {
    let scenario = Scenario::new().blemish(Endpoint::TopTracks, 25, "/name", Change::Null);
    let asking = Asking::signed_in(scenario);
    assert!(items(&asking, "me/top/tracks?limit=20").iter().all(|t| t["name"].is_string()));
    assert_eq!(items(&asking, "me/top/tracks?limit=20&offset=20")[5]["name"], Value::Null);
}

#[test]
fn the_demonstration_is_untidy_and_still_served() {
    let asking = Asking::signed_in(demo::scenario(1_795_000_000_000));
    let plays = items(&asking, "me/player/recently-played?limit=50");
    assert_eq!(plays.iter().filter(|p| p.is_null()).count(), 1);
    assert_eq!(plays[0]["played_at"], "2026-11-18T11:06:40.000Z");
    assert_eq!(asking.get("me/top/tracks").status, 200);
    let told_to_wait = asking.get("me/top/tracks");
    assert_eq!((told_to_wait.status, told_to_wait.header("retry-after")), (429, Some("1")));
    assert_eq!(asking.get("me/top/tracks").status, 200);
}
