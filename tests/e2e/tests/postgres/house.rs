//! An installation whose database is on a server.

use std::process::Command;

use rollbook_e2e::{Installation, Said};
use rollbook_servers::{Cluster, ClusterOptions, Database, find_server};
use serde_json::Value;

/// Variables that would lead a program to the tester's own servers.
const OF_TESTERS: [&str; 8] =
    ["PGHOST", "PGHOSTADDR", "PGPORT", "PGUSER", "PGDATABASE", "PGPASSWORD", "PGPASSFILE", "PGSSLMODE"];

/// A machine: a folder with the key file and the mails, and the address of a database that others may use too.
pub(crate) struct House {
    pub(crate) place: Installation,
    pub(crate) url: String,
}

impl House {
    /// A machine that uses this database.
    pub(crate) fn at(url: &str) -> Self {
        Self { place: Installation::empty(), url: url.to_owned() }
    }

    /// The program with these arguments on this database.
    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = self.place.command(arguments);
        for variable in OF_TESTERS {
            command.env_remove(variable);
        }
        // A password file of the tester's own is none of ours.
        command.env("HOME", self.place.folder()).env("ROLLBOOK_DATABASE", &self.url);
        command.env("ROLLBOOK_KEY_FILE", self.place.path("keys"));
        command.env("ROLLBOOK_MAIL_URL", format!("file:{}", self.place.path("mails").display()));
        command
    }

    /// Runs a command to its end.
    pub(crate) fn run(&self, arguments: &[&str]) -> Said {
        Said::from_finished(&self.command(arguments).output().expect("the program starts"))
    }

    /// Runs a command that must succeed.
    pub(crate) fn done(&self, arguments: &[&str]) -> Said {
        let said = self.run(arguments);
        assert!(said.code == Some(0), "{arguments:?} did not succeed: {said:?}");
        said
    }

    /// Adds a customer of `example.org`.
    pub(crate) fn add_customer(&self, name: &str) -> Said {
        let email = format!("{name}@example.org");
        self.run(&["customer", "add", "--email", &email, "--first-name", name, "--last-name", "Example"])
    }

    /// What `doctor` finds, each with its health, and how it ended.
    pub(crate) fn doctor(&self) -> (Option<i32>, Vec<(String, String, String)>) {
        let said = self.run(&["doctor", "--output", "json"]);
        let word = |item: &Value, field: &str| item[field].as_str().unwrap_or_default().to_owned();
        let line = |item: &Value| (word(item, "id"), word(item, "health"), word(item, "says"));
        let found = said.json()["items"].as_array().expect("a list").iter().map(line).collect();
        (said.code, found)
    }

    /// How `doctor` finds one thing, and what it says of it.
    pub(crate) fn finding(&self, id: &str) -> (String, String) {
        let (_, mut found) = self.doctor();
        found.retain(|one| one.0 == id);
        let (_, health, says) = found.pop().unwrap_or_else(|| panic!("nothing is found of {id}"));
        (health, says)
    }
}

/// An empty database on the server of tests; it goes with the value.
pub(crate) fn database() -> Database {
    Database::empty(&find_server().expect("a server")).expect("a database")
}

/// A server that a test may stop, and change as it likes.
pub(crate) fn cluster() -> Cluster {
    Cluster::create(&ClusterOptions::durable()).expect("a server of our own")
}

/// The address of an empty database of a server of our own.
pub(crate) fn database_on(cluster: &Cluster) -> String {
    let create = "CREATE DATABASE ledger OWNER rollbook TEMPLATE template0 ENCODING 'UTF8'";
    cluster.psql(create).expect("a database");
    cluster.url("ledger")
}

/// Holds that a command ended as unavailable, in words that help, and told no password.
pub(crate) fn assert_unavailable(said: &Said, telling: &[&str]) {
    assert_eq!(said.code, Some(5), "{said:?}");
    let error = said.error();
    assert_eq!(error["kind"], "unavailable", "{error}");
    let message = error["message"].as_str().unwrap_or_default();
    for words in telling {
        assert!(message.contains(words), "`{words}` is not in: {message}");
    }
}
