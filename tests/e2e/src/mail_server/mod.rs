//! A mail server that is not ours: aiosmtpd, in a process of its own, told by tests how to misbehave.

mod certificate;
mod python;

use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

pub use certificate::Authority;
use serde_json::{Value, json};

/// Longest wait for anything that the server should say.
const PATIENCE: Duration = Duration::from_mins(1);

/// How a mail server is to run.
#[derive(Debug, Default)]
pub struct MailServerOptions<'given> {
    /// How it encrypts and with whose certificate; plain text otherwise.
    pub tls: Option<(Tls, &'given Authority)>,
    /// Who must sign in, `USER:PASSWORD`.
    pub user: Option<&'given str>,
    /// Its port; any that is free otherwise.
    pub port: Option<u16>,
}

/// How a mail server encrypts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tls {
    /// When asked by STARTTLS.
    StartTls,
    /// From the first byte.
    Implicit,
}

/// A mail server on this machine; it ends when this value goes.
#[derive(Debug)]
pub struct MailServer {
    process: Child,
    orders: Mutex<ChildStdin>,
    heard: Arc<Heard>,
    port: u16,
}

#[derive(Debug, Default)]
struct Heard {
    events: Mutex<Vec<Value>>,
    news: Condvar,
}

impl Heard {
    fn events(&self) -> MutexGuard<'_, Vec<Value>> {
        self.events.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[expect(clippy::expect_used, reason = "a test without its mail server has failed")]
impl MailServer {
    /// Starts a server that takes every mail in plain text.
    ///
    /// # Panics
    /// When it cannot be started; the message says what is missing.
    pub fn plain() -> Self {
        Self::start(&MailServerOptions::default())
    }

    /// Starts a server.
    ///
    /// # Panics
    /// When it cannot be started; the message says what is missing.
    pub fn start(options: &MailServerOptions<'_>) -> Self {
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("smtp").join("server.py");
        let mut command = Command::new(python::with_aiosmtpd());
        command.arg(script).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
        if let Some((tls, authority)) = options.tls {
            let way = if tls == Tls::Implicit { "implicit" } else { "starttls" };
            command.args(["--tls", way, "--certificate"]).arg(authority.server_certificate());
            command.arg("--key").arg(authority.server_key());
        }
        if let Some(port) = options.port {
            command.args(["--port", &port.to_string()]);
        }
        if let Some(user) = options.user {
            command.args(["--user", user]);
        }
        let mut process = command.spawn().expect("the mail server starts");
        let orders = Mutex::new(process.stdin.take().expect("its input is ours"));
        let output = BufReader::new(process.stdout.take().expect("its output is ours"));
        let heard = Arc::new(Heard::default());
        let ear = Arc::clone(&heard);
        std::thread::spawn(move || {
            for line in output.lines().map_while(Result::ok) {
                let event = serde_json::from_str(&line).unwrap_or(Value::String(line));
                ear.events().push(event);
                ear.news.notify_all();
            }
        });
        let mut server = Self { process, orders, heard, port: 0 };
        let listening = server.wait_for("listening", 1).remove(0);
        server.port = listening["port"].as_u64().and_then(|port| port.try_into().ok()).expect("a port");
        server
    }

    /// Its port.
    pub fn port(&self) -> u16 {
        self.port
    }

    /// The address of a plain transport to it.
    pub fn url(&self) -> String {
        format!("smtp://127.0.0.1:{}?tls=none", self.port)
    }

    /// Lets these rules hold from now on, in place of those before; see `tests/e2e/smtp/server.py`.
    ///
    /// # Panics
    /// When the server does not answer.
    pub fn rule(&self, rules: &Value) {
        let before = self.heard("ruled").len();
        self.order(&json!({ "rules": rules }));
        self.wait_for("ruled", before + 1);
    }

    /// Ends the present pause.
    ///
    /// # Panics
    /// When the server does not listen.
    pub fn go_on(&self) {
        self.order(&json!({ "continue": true }));
    }

    fn order(&self, order: &Value) {
        let mut orders = self.orders.lock().unwrap_or_else(PoisonError::into_inner);
        writeln!(orders, "{order}").and_then(|()| orders.flush()).expect("the mail server listens");
    }

    /// The mails taken so far, in their order.
    ///
    /// # Panics
    /// When the server does not answer.
    pub fn mails(&self) -> Vec<Value> {
        // What the server has said is not heard yet by the time its client goes on.
        let before = self.heard("synced").len();
        self.order(&json!({ "sync": true }));
        self.wait_for("synced", before + 1);
        self.heard("mail")
    }

    /// Waits until so many mails were taken in all.
    ///
    /// # Panics
    /// When they do not come.
    pub fn wait_for_mails(&self, count: usize) -> Vec<Value> {
        self.wait_for("mail", count)
    }

    /// Waits until the server has paused so many times in all.
    ///
    /// # Panics
    /// When it does not.
    pub fn wait_for_pauses(&self, count: usize) {
        self.wait_for("paused", count);
    }

    fn heard(&self, event: &str) -> Vec<Value> {
        self.heard.events().iter().filter(|heard| heard["event"] == event).cloned().collect()
    }

    fn wait_for(&self, event: &str, count: usize) -> Vec<Value> {
        let is_short =
            |events: &mut Vec<Value>| events.iter().filter(|heard| heard["event"] == event).count() < count;
        let waited = self.heard.news.wait_timeout_while(self.heard.events(), PATIENCE, is_short);
        let (events, waited) = waited.unwrap_or_else(PoisonError::into_inner);
        assert!(!waited.timed_out(), "{count} of `{event}` did not come: {events:?}");
        drop(events);
        self.heard(event)
    }
}

/// Ends the process.
impl Drop for MailServer {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// A port of this machine with nobody behind it.
///
/// # Panics
/// When the machine gives no port.
#[expect(clippy::expect_used, reason = "a test without a port has failed")]
pub fn closed_port() -> u16 {
    let socket = std::net::TcpListener::bind("127.0.0.1:0").expect("a free port");
    socket.local_addr().expect("its number").port()
}

fn folder_of_target() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(2).unwrap_or(Path::new(".")).join("target")
}
