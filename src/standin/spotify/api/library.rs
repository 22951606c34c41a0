//! The library by URI: up to forty at a time, in the query.

use serde_json::json;

use super::super::http::Answer;
use super::Call;

/// The most URIs in one request.
const MOST: usize = 40;

fn uris(call: &Call<'_>) -> Result<Vec<String>, Answer> {
    let list = call.asked.asked("uris").unwrap_or_default();
    let uris: Vec<String> = list.split(',').filter(|u| !u.is_empty()).map(str::to_owned).collect();
    if uris.is_empty() || uris.len() > MOST || uris.iter().any(|u| !u.starts_with("spotify:")) {
        return Err(Answer::error(400, "Invalid uris"));
    }
    Ok(uris)
}

/// `GET /me/library/contains`: one answer for each URI, in order.
pub(super) fn contains(call: &Call<'_>) -> Result<Answer, Answer> {
    let holds = |uri: &String| {
        call.account.saved.contains(uri) || call.account.liked.iter().any(|l| l.track.uri() == *uri)
    };
    let answers: Vec<bool> = uris(call)?.iter().map(holds).collect();
    Ok(Answer::json(200, &json!(answers)))
}

/// `PUT /me/library`.
pub(super) fn save(call: &mut Call<'_>) -> Result<Answer, Answer> {
    let uris = uris(call)?;
    call.account.saved.extend(uris);
    Ok(Answer::nothing(200))
}

/// `DELETE /me/library`.
pub(super) fn remove(call: &mut Call<'_>) -> Result<Answer, Answer> {
    let uris = uris(call)?;
    call.account.saved.retain(|s| !uris.contains(s));
    call.account.liked.retain(|l| !uris.contains(&l.track.uri()));
    Ok(Answer::nothing(200))
}
