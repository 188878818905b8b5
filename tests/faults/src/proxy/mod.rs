//! A proxy between a program and its database that can be told to misbehave.
//!
//! What it is told holds at once, for connections that are open already too. Bytes that may not pass are not lost: they
//! wait, as they do while a network is down and TCP sends them again.

mod line;

use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::time::Duration;

use tokio::net::TcpListener;
use tokio::runtime::{Builder, Runtime};
use tokio::sync::watch;

/// Which bytes pass.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Passage {
    /// All.
    #[default]
    Both,
    /// None, though connections are accepted.
    Nothing,
    /// Those to the server only; its answers stay away.
    ToServer,
    /// Those from the server only.
    ToClient,
}

/// How slow the way is, in each direction.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Slowness {
    /// Every piece takes this long.
    pub delay: Duration,
    /// And up to so much longer.
    pub jitter: Duration,
    /// At most so many bytes pass in a second; any number where it is 0.
    pub bytes_per_second: u32,
}

/// What holds now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Orders {
    target: SocketAddr,
    passage: Passage,
    slowness: Slowness,
    refuses: bool,
    /// Connections opened before the last cut are no more.
    cuts: u64,
    /// Connections opened before the last loss have lost their server, and do not know it.
    losses: u64,
}

/// A proxy on this machine; it ends when the value goes.
#[derive(Debug)]
pub struct Proxy {
    orders: watch::Sender<Orders>,
    port: u16,
    runtime: Option<Runtime>,
}

impl Proxy {
    /// Starts a proxy before a server on this machine.
    ///
    /// # Errors
    /// When there is no port or no thread for it.
    pub fn start(target: u16) -> io::Result<Self> {
        let runtime = Builder::new_multi_thread().worker_threads(1).enable_all().build()?;
        let listener = runtime.block_on(TcpListener::bind((Ipv4Addr::LOCALHOST, 0)))?;
        let port = listener.local_addr()?.port();
        let orders = Orders {
            target: local(target),
            passage: Passage::default(),
            slowness: Slowness::default(),
            refuses: false,
            cuts: 0,
            losses: 0,
        };
        let (orders, heard) = watch::channel(orders);
        runtime.spawn(line::listen(listener, heard));
        Ok(Self { orders, port, runtime: Some(runtime) })
    }

    /// Its port.
    pub fn port(&self) -> u16 {
        self.port
    }

    /// Leads new connections to another server; those that are open stay where they are.
    pub fn lead_to(&self, target: u16) {
        self.orders.send_modify(|orders| orders.target = local(target));
    }

    /// Lets these bytes pass from now on.
    pub fn pass(&self, passage: Passage) {
        self.orders.send_modify(|orders| orders.passage = passage);
    }

    /// Makes the way as slow as this.
    pub fn slow_down(&self, slowness: Slowness) {
        self.orders.send_modify(|orders| orders.slowness = slowness);
    }

    /// Resets every connection that comes from now on, or no more.
    pub fn refuse(&self, refuses: bool) {
        self.orders.send_modify(|orders| orders.refuses = refuses);
    }

    /// Resets every connection, on both sides.
    pub fn cut(&self) {
        self.orders.send_modify(|orders| orders.cuts += 1);
    }

    /// Takes the server away from every connection, and lets the clients believe that it is there still.
    pub fn lose_server(&self) {
        self.orders.send_modify(|orders| orders.losses += 1);
    }
}

impl Drop for Proxy {
    fn drop(&mut self) {
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_background();
        }
    }
}

fn local(port: u16) -> SocketAddr {
    SocketAddr::from((Ipv4Addr::LOCALHOST, port))
}

#[cfg(test)]
mod tests;
