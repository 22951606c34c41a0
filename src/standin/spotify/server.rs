//! The server: a thread of its own that listens on loopback until it is dropped.

use std::io;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::thread::JoinHandle;

use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use thiserror::Error;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::oneshot;

use super::account::MadePlaylist;
use super::http::Asked;
use super::record::Recorded;
use super::scenario::Scenario;
use super::service::Service;

/// Why a stand-in did not start.
#[derive(Debug, Error)]
pub enum StartError {
    /// It was to listen where other machines could reach it.
    #[error("the stand-in listens on loopback only, not on {0}: use 127.0.0.1 or ::1")]
    NotLoopback(IpAddr),
    /// The address cannot be listened on.
    #[error("cannot listen on {address}: {source}; choose another port, or 0 for a free one")]
    Listen {
        /// Where it was to listen.
        address: SocketAddr,
        /// Why it cannot.
        source: io::Error,
    },
    /// The thread that serves did not start.
    #[error("the stand-in's thread did not start: {0}")]
    Thread(io::Error),
}

/// A stand-in that runs. It stops, and closes its connections, when dropped.
#[derive(Debug)]
pub struct Server {
    address: SocketAddr,
    service: Service,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Server {
    /// Starts a stand-in on a free port of 127.0.0.1.
    ///
    /// # Errors
    /// Where no port or thread is to be had.
    pub fn start(scenario: Scenario) -> Result<Self, StartError> {
        Self::start_on(scenario, SocketAddr::from((Ipv4Addr::LOCALHOST, 0)))
    }

    /// Starts a stand-in on an address of loopback; port 0 means a free one.
    ///
    /// # Errors
    /// Where the address is not of loopback or cannot be listened on, or no thread is to be had.
    pub fn start_on(scenario: Scenario, address: SocketAddr) -> Result<Self, StartError> {
        if !address.ip().is_loopback() {
            return Err(StartError::NotLoopback(address.ip()));
        }
        let listen = |source| StartError::Listen { address, source };
        let listener = std::net::TcpListener::bind(address).map_err(listen)?;
        listener.set_nonblocking(true).map_err(listen)?;
        let address = listener.local_addr().map_err(listen)?;
        let service = Service::new(scenario, format!("http://{address}/v1"));
        let runtime =
            tokio::runtime::Builder::new_current_thread().enable_all().build().map_err(StartError::Thread)?;
        let (stop, stopped) = oneshot::channel();
        let shared = service.clone();
        let thread = std::thread::Builder::new()
            .name("standin-spotify".to_owned())
            .spawn(move || runtime.block_on(serve(listener, shared, stopped)))
            .map_err(StartError::Thread)?;
        Ok(Self { address, service, stop: Some(stop), thread: Some(thread) })
    }

    /// Where it listens.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// The root of the Web API: `http://127.0.0.1:PORT/v1/`.
    #[must_use]
    pub fn base_api(&self) -> String {
        format!("http://{}/v1/", self.address)
    }

    /// The root of the accounts service: `http://127.0.0.1:PORT/`.
    #[must_use]
    pub fn base_accounts(&self) -> String {
        format!("http://{}/", self.address)
    }

    /// Every request so far, in the order of arrival.
    #[must_use]
    pub fn requests(&self) -> Vec<Recorded> {
        self.service.requests()
    }

    /// Every text that only this stand-in knew: titles and artists that it made up, identifiers, codes of recordings, names of
    /// albums and playlists, the listener, and every code and token that it handed out so far. Of playlists that a client made
    /// only the identifier is in it.
    #[must_use]
    pub fn secrets(&self) -> Vec<String> {
        self.service.secrets()
    }

    /// Every code and token that was handed out so far.
    #[must_use]
    pub fn tokens(&self) -> Vec<String> {
        self.service.tokens()
    }

    /// The playlists that clients made, the latest first.
    #[must_use]
    pub fn made_playlists(&self) -> Vec<MadePlaylist> {
        self.service.made_playlists()
    }

    /// The URIs that clients queued, in order.
    #[must_use]
    pub fn queue(&self) -> Vec<String> {
        self.service.queue()
    }

    /// All access tokens die now; they can be refreshed.
    pub fn expire_access_tokens(&self) {
        self.service.expire_access();
    }

    /// The six months of all refresh tokens are over.
    pub fn expire_refresh_tokens(&self) {
        self.service.expire_refresh();
    }

    /// The listener takes the application's rights away: every token dies.
    pub fn revoke(&self) {
        self.service.revoke();
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        if let Some(stop) = self.stop.take() {
            // It may have stopped by itself.
            let _ = stop.send(());
        }
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

/// Accepts connections until it is told to stop. Those still open end with the runtime.
async fn serve(listener: std::net::TcpListener, service: Service, mut stopped: oneshot::Receiver<()>) {
    let Ok(listener) = TcpListener::from_std(listener) else { return };
    loop {
        tokio::select! {
            _ = &mut stopped => return,
            accepted = listener.accept() => {
                if let Ok((stream, _)) = accepted {
                    tokio::spawn(converse(stream, service.clone()));
                }
            }
        }
    }
}

/// One connection, request by request. What goes wrong on it is the client's to notice.
async fn converse(stream: TcpStream, service: Service) {
    let answer = service_fn(move |request| {
        let service = service.clone();
        async move {
            let asked = Asked::read(request).await;
            service.answer(asked).send().await
        }
    });
    let _ = http1::Builder::new().serve_connection(TokioIo::new(stream), answer).await;
}
