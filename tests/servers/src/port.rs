use std::net::{Ipv4Addr, TcpListener};
use std::process;
use std::sync::atomic::{AtomicU32, Ordering};

use crate::ServerError;

/// Below the ports that the system gives to outgoing connections, one of which would be in the way of a restart.
const FIRST: u32 = 20_000;
const COUNT: u32 = 12_000;

/// A port of this machine that nobody listens on; each process begins to look elsewhere.
pub(crate) fn free() -> Result<u16, ServerError> {
    static TRIED: AtomicU32 = AtomicU32::new(0);
    let offset = process::id().wrapping_mul(37);
    let candidates = (0..COUNT).map(|_| {
        let tried = TRIED.fetch_add(1, Ordering::Relaxed);
        u16::try_from(FIRST + offset.wrapping_add(tried) % COUNT).unwrap_or_default()
    });
    let mut free = candidates.filter(|port| TcpListener::bind((Ipv4Addr::LOCALHOST, *port)).is_ok());
    free.next().ok_or_else(|| ServerError::NotInstalled {
        program: format!("a free port from {FIRST} to {}", FIRST + COUNT - 1),
        advice: "stop a server that listens there".to_owned(),
    })
}
