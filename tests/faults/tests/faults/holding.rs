//! A session of somebody else that holds something in the database.

use std::io::{BufRead as _, BufReader, Write as _};
use std::process::{Child, ChildStdin, Command, Stdio};

use rollbook_servers::Binaries;

use crate::server::Server;

/// An open transaction that did something; it ends with the value.
pub(crate) struct Holding {
    child: Child,
    orders: Option<ChildStdin>,
}

impl Holding {
    /// Begins a transaction as the superuser, runs this in it, and holds on to what it took.
    pub(crate) fn of(server: &Server, sql: &str) -> Self {
        let mut command = Command::new(Binaries::client().unwrap().program("psql"));
        command.args(["-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1"]).arg(server.admin_url());
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
        let mut orders = child.stdin.take().unwrap();
        writeln!(orders, "BEGIN; {sql}; SELECT 'held';").unwrap();
        orders.flush().unwrap();
        let lines = BufReader::new(child.stdout.take().unwrap()).lines();
        assert!(lines.map_while(Result::ok).any(|line| line == "held"), "`{sql}` failed");
        Self { child, orders: Some(orders) }
    }
}

impl Drop for Holding {
    fn drop(&mut self) {
        // At the end of its input it ends, and so does its transaction.
        drop(self.orders.take());
        let _ = self.child.wait();
    }
}
