//! `/api/token`: a code, or a refresh token, for an access token.

use std::time::Instant;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::json;
use sha2::{Digest as _, Sha256};

use super::super::http::{Answer, Asked};
use super::super::record::value_of;
use super::super::scenario::{Refresh, Scenario};
use super::grants::{Dead, Grants};

/// The answer to a request for `/api/token` at `now`.
pub(in super::super) fn token(
    scenario: &Scenario,
    grants: &mut Grants,
    asked: &Asked,
    now: Instant,
) -> Answer {
    let form = asked.form();
    let field = |name: &str| value_of(&form, name).unwrap_or_default();
    if field("client_id") != scenario.client_id {
        return Answer::refused(400, "invalid_client", "Invalid client");
    }
    match field("grant_type") {
        "authorization_code" => {
            let Some(code) = grants.take_code(field("code")) else {
                return Answer::refused(400, "invalid_grant", "Invalid authorization code");
            };
            if code.redirect != field("redirect_uri") {
                return Answer::refused(400, "invalid_grant", "Invalid redirect URI");
            }
            if challenge_of(field("code_verifier")).as_deref() != Some(code.challenge.as_str()) {
                return Answer::refused(400, "invalid_grant", "code_verifier was incorrect");
            }
            let refresh = grants.new_refresh(code.scopes.clone());
            granted(scenario, grants, code.scopes, Some(refresh), now)
        }
        "refresh_token" => {
            let old = field("refresh_token");
            let scopes = match grants.scopes_of(old) {
                Ok(scopes) => scopes,
                Err(Dead::Revoked) => {
                    return Answer::refused(400, "invalid_grant", "Refresh token revoked");
                }
                Err(Dead::Expired) => {
                    return Answer::refused(400, "invalid_grant", "Refresh token expired");
                }
            };
            let new = match scenario.refresh {
                Refresh::KeepsToken => None,
                Refresh::NewToken => {
                    grants.replaced(old);
                    Some(grants.new_refresh(scopes.clone()))
                }
            };
            granted(scenario, grants, scopes, new, now)
        }
        "" => Answer::refused(400, "invalid_request", "grant_type must be given"),
        _ => Answer::refused(
            400,
            "unsupported_grant_type",
            "grant_type must be authorization_code or refresh_token",
        ),
    }
}

fn granted(
    scenario: &Scenario,
    grants: &mut Grants,
    scopes: Vec<String>,
    refresh: Option<String>,
    now: Instant,
) -> Answer {
    let mut body = json!({
        "token_type": "Bearer",
        "expires_in": scenario.token_life.as_secs(),
        "scope": scopes.join(" "),
    });
    body["access_token"] = grants.new_access(scopes, now, scenario.token_life).into();
    if let Some(refresh) = refresh {
        body["refresh_token"] = refresh.into();
    }
    Answer::json(200, &body)
}

/// The challenge that belongs to a verifier: its SHA-256 in base64url (RFC 7636, section 4.2). `None` where the verifier is
/// not 43 to 128 of the letters that section 4.1 allows.
fn challenge_of(verifier: &str) -> Option<String> {
    let allowed = |b: u8| b.is_ascii_alphanumeric() || b"-._~".contains(&b);
    let fits = (43..=128).contains(&verifier.len()) && verifier.bytes().all(allowed);
    fits.then(|| URL_SAFE_NO_PAD.encode(Sha256::digest(verifier)))
}

#[cfg(test)]
mod tests {
    use super::challenge_of;

    #[test]
    fn the_example_of_the_standard() {
        // RFC 7636, appendix B.
        let challenge = challenge_of("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk");
        assert_eq!(challenge.as_deref(), Some("E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"));
        assert_eq!(challenge_of("too-short"), None);
    }
}
