//! A record service in the shape of `NetSuite`'s, to be kept waiting, overloaded and lied to by.

mod answer;
mod request;

use std::collections::{BTreeMap, VecDeque};
use std::io::{self, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::{self, JoinHandle};

pub use answer::Mishap;

/// A service of sales orders on this machine, gone when dropped.
///
/// It gives its list in pages of two, wants a bearer token, and answers each request on a connection of its own.
pub struct RecordService {
    address: SocketAddr,
    state: Arc<Mutex<State>>,
    thread: Option<JoinHandle<()>>,
}

/// The longest page of the list that it gives.
const PAGE: usize = 2;

struct State {
    token: String,
    orders: BTreeMap<u64, String>,
    mishaps: Vec<(String, VecDeque<Mishap>)>,
    asked: Vec<String>,
    is_over: bool,
    /// Connections that get no answer, held open for as long as the service lives.
    silent: Vec<TcpStream>,
}

impl RecordService {
    /// Starts a service without orders, which lets in whoever shows the token.
    ///
    /// # Errors
    /// When the machine has no port or no thread for it.
    pub fn start(token: &str) -> io::Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
        let address = listener.local_addr()?;
        let state = Arc::new(Mutex::new(State {
            token: token.to_owned(),
            orders: BTreeMap::new(),
            mishaps: Vec::new(),
            asked: Vec::new(),
            is_over: false,
            silent: Vec::new(),
        }));
        let shared = Arc::clone(&state);
        let thread = thread::Builder::new().name("record-service".to_owned()).spawn(move || {
            for connection in listener.incoming() {
                if locked(&shared).is_over {
                    return;
                }
                if let Ok(connection) = connection {
                    // Who hangs up early is not answered.
                    let _ = serve(connection, &shared);
                }
            }
        })?;
        Ok(Self { address, state, thread: Some(thread) })
    }

    /// Its address.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Puts an order there, or another in its place; `record` is its JSON.
    pub fn put(&self, id: u64, record: &str) {
        locked(&self.state).orders.insert(id, record.to_owned());
    }

    /// Takes an order away.
    pub fn remove(&self, id: u64) {
        locked(&self.state).orders.remove(&id);
    }

    /// Lets the next requests whose address holds `part` go wrong, one after the other.
    pub fn spoil(&self, part: &str, mishaps: impl IntoIterator<Item = Mishap>) {
        locked(&self.state).mishaps.push((part.to_owned(), mishaps.into_iter().collect()));
    }

    /// The addresses asked for so far, without the host.
    pub fn asked(&self) -> Vec<String> {
        locked(&self.state).asked.clone()
    }
}

impl Drop for RecordService {
    fn drop(&mut self) {
        locked(&self.state).is_over = true;
        // The thread waits for a connection, so it gets one.
        let _ = TcpStream::connect(self.address);
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

fn locked(state: &Mutex<State>) -> MutexGuard<'_, State> {
    state.lock().unwrap_or_else(PoisonError::into_inner)
}

fn serve(mut connection: TcpStream, state: &Mutex<State>) -> io::Result<()> {
    let Some(request) = request::read(&mut connection)? else { return Ok(()) };
    let mut state = locked(state);
    state.asked.push(request.target.clone());
    let spoilt =
        state.mishaps.iter_mut().find(|(part, left)| request.target.contains(part) && !left.is_empty());
    let bytes = match spoilt.and_then(|(_, left)| left.pop_front()) {
        Some(Mishap::Silence) => {
            state.silent.push(connection);
            return Ok(());
        }
        Some(mishap) => {
            if let Mishap::RunOut(token, file) = &mishap {
                std::fs::write(file, token)?;
                state.token.clone_from(token);
            }
            answer::spoilt(&mishap)
        }
        None if request.token.as_deref() != Some(state.token.as_str()) => {
            answer::problem(401, "Invalid login attempt.")
        }
        None => answer::to(&request.target, &state.orders),
    };
    drop(state);
    connection.write_all(&bytes)
}
