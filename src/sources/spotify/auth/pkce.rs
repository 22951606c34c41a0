//! The two ends of a sign-in: the address of Spotify's page, and the code that it gave against a grant.

use rspotify::clients::OAuthClient as _;
use rspotify::{AuthCodePkceSpotify, ClientError, OAuth};

use super::{Answer, Listener};
use crate::policy::Request;
use crate::sources::spotify::endpoints::Endpoints;
use crate::sources::spotify::scope::Scope;
use crate::sources::spotify::session::{Clock, Refusal, client, granted, refused};
use crate::sources::spotify::tokens::Grant;
use crate::sources::spotify::trouble::Trouble;

/// What is registered in Spotify's dashboard: a loopback address may stand there without a port, and any port goes then.
pub const REDIRECT: &str = "http://127.0.0.1/callback";

/// The path of it.
const PATH: &str = "/callback";

/// The longest proof key that PKCE allows.
const VERIFIER: usize = 128;

/// A sign-in under way.
pub struct SignIn {
    client: AuthCodePkceSpotify,
    url: String,
    endpoints: Endpoints,
    asked: Vec<String>,
}

impl SignIn {
    /// Begins: makes a fresh proof key and a fresh state. `port` is where the browser is to come back to on this machine.
    pub fn begin(
        endpoints: &Endpoints,
        client_id: &str,
        port: Option<u16>,
        scopes: &[Scope],
    ) -> Result<Self, Trouble> {
        let port = port.map(|p| format!(":{p}")).unwrap_or_default();
        let asked: Vec<String> = scopes.iter().map(|s| s.name().to_owned()).collect();
        let oauth = OAuth {
            redirect_uri: format!("http://127.0.0.1{port}{PATH}"),
            scopes: asked.iter().cloned().collect(),
            ..OAuth::default()
        };
        let mut client = client(endpoints, client_id, oauth);
        let url = client
            .get_authorize_url(Some(VERIFIER))
            .map_err(|_| Trouble::NotUnderstood("the address of the accounts service"))?;
        Ok(Self { client, url, endpoints: endpoints.clone(), asked })
    }

    /// The address of Spotify's page, for the browser.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Waits for the browser.
    pub async fn answer(&self, listener: Listener) -> Answer {
        listener.answer(PATH, &self.client.oauth.state).await
    }

    /// Reads what the person pasted.
    #[must_use]
    pub fn pasted(&self, address: &str) -> Answer {
        Answer::read(address, PATH, &self.client.oauth.state)
    }

    /// Gives the code for a grant. A code is good once, whatever comes of it.
    pub async fn finish(
        self,
        answer: Answer,
        clock: Clock,
        requests: &mut Vec<Request>,
    ) -> Result<Grant, Trouble> {
        let code = match answer {
            Answer::Code(code) => code,
            Answer::Denied => return Err(Trouble::Denied),
            Answer::Failed => return Err(Trouble::BadClient("its page ended with an error")),
            Answer::NotOurs => return Err(Trouble::NotTheAnswer),
        };
        let host = self.endpoints.accounts_host();
        requests.push(Request { host, purpose: "signing in", sent: code.reveal().len() as u64, received: 0 });
        match self.client.request_token(code.reveal()).await {
            Ok(()) => {}
            Err(ClientError::Http(error)) => {
                return Err(match refused(*error).await {
                    Refusal::Ended => Trouble::BadClient("the code was not taken"),
                    Refusal::Trouble(trouble) => trouble,
                });
            }
            Err(_) => return Err(Trouble::NotUnderstood("a token was asked for")),
        }
        let token = self.client.token.lock().await.ok().and_then(|mut t| t.take());
        let token = token.ok_or(Trouble::NotUnderstood("a token was asked for"))?;
        Ok(granted(token, &self.client.creds.id, self.endpoints.accounts(), clock(), &self.asked))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_sign_in_has_a_key_and_a_state_of_its_own() {
        let endpoints = Endpoints::new(None, None).unwrap();
        let begin = || SignIn::begin(&endpoints, "client", Some(4000), &Scope::FIRST).unwrap();
        let (one, two) = (begin(), begin());
        assert!(one.url().starts_with("https://accounts.spotify.com/authorize?"));
        for part in [
            "client_id=client",
            "code_challenge_method=S256",
            "redirect_uri=http%3A%2F%2F127.0.0.1%3A4000%2Fcallback",
            "response_type=code",
            "user-top-read",
        ] {
            assert!(one.url().contains(part), "{part}");
        }
        let verifier = one.client.verifier.clone().unwrap();
        assert_eq!(verifier.len(), VERIFIER);
        assert!(!one.url().contains(&verifier));
        assert_ne!(one.client.verifier, two.client.verifier);
        let answer = format!("http://127.0.0.1:4000/callback?code=c&state={}", one.client.oauth.state);
        assert!(matches!(one.pasted(&answer), Answer::Code(_)));
        assert_eq!(two.pasted(&answer), Answer::NotOurs);
    }
}
