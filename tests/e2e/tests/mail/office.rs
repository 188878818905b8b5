//! An installation with mails that wait.

use std::collections::BTreeMap;
use std::process::Command;

use rollbook_e2e::{Installation, Said};
use serde_json::Value;

/// An installation that sells one course, whose clock is the test's.
pub(crate) struct Office {
    pub(crate) installation: Installation,
}

impl Office {
    /// With one order confirmation for each of these customers of `example.org`, queued at minute 0.
    pub(crate) fn with_mails_to(names: &[String]) -> Self {
        let office = Self { installation: Installation::ready() };
        let done = |arguments: &[&str]| office.installation.done(arguments);
        done(&["settings", "set", "test_clock", "yes"]);
        done(&["product", "add", "ALGEBRA", "--title", "Algebra"]);
        done(&["price", "add", "ALG", "--product", "ALGEBRA", "--amount", "49", "--duration", "unlimited"]);
        let mut rows = vec!["First Name,Last Name,Email,Price ID".to_owned()];
        rows.extend(names.iter().map(|name| format!("{name},Example,{name}@example.org,ALG")));
        office.installation.write("roster.csv", rows.join("\n"));
        done(&["import", "roster", "roster.csv", "--now", &at(0)]);
        assert_eq!(office.states().len(), names.len(), "one mail for each customer");
        office
    }

    /// One more order confirmation.
    pub(crate) fn queue(&self, name: &str, minute: u32) {
        let email = format!("{name}@example.org");
        let now = at(minute);
        let arguments = ["order", "assign", "--customer", &email, "--product", "ALGEBRA", "--now", &now];
        self.installation.done(&arguments);
    }

    /// The program with these arguments, sending mail by this transport.
    pub(crate) fn command(&self, url: &str, arguments: &[&str]) -> Command {
        let mut command = self.installation.command(arguments);
        command.env("ROLLBOOK_MAIL_URL", url);
        command
    }

    /// Sends what is due at a minute.
    pub(crate) fn send(&self, url: &str, minute: u32) -> Said {
        let mut command = self.command(url, &["mail", "send", "--now", &at(minute)]);
        Said::from_finished(&command.output().expect("the program starts"))
    }

    /// Every mail.
    pub(crate) fn mails(&self) -> Vec<Value> {
        let listed = self.installation.done(&["mail", "list", "--all", "--output", "json"]).json();
        listed["items"].as_array().expect("a list").clone()
    }

    /// The state of each mail, by the name before the `@` and the mail's id.
    pub(crate) fn states(&self) -> BTreeMap<String, String> {
        let word = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let of = |mail: &Value| {
            let to = word(&mail["to"]);
            let name = to.split('@').next().unwrap_or_default().to_owned();
            (format!("{name} {}", word(&mail["mail"])), word(&mail["state"]))
        };
        self.mails().iter().map(of).collect()
    }

    /// The state of the only mail to somebody.
    pub(crate) fn state_of(&self, name: &str) -> String {
        let start = format!("{name} ");
        let mut states = self.states().into_iter().filter(|(mail, _)| mail.starts_with(&start));
        let (_, state) = states.next().expect("a mail to them");
        assert!(states.next().is_none(), "more than one mail to {name}");
        state
    }
}

/// An instant so many minutes after the start of all.
pub(crate) fn at(minute: u32) -> String {
    let (day, hour, minute) = (1 + minute / 1440, minute / 60 % 24, minute % 60);
    format!("2030-01-{day:02}T{hour:02}:{minute:02}:00Z")
}

/// So many names.
pub(crate) fn names(count: usize) -> Vec<String> {
    (0..count).map(|number| format!("learner{number}")).collect()
}

/// How often each Message-ID came.
pub(crate) fn copies(mails: &[Value]) -> BTreeMap<String, usize> {
    let mut copies = BTreeMap::new();
    for mail in mails {
        *copies.entry(mail["message_id"].as_str().unwrap_or_default().to_owned()).or_default() += 1;
    }
    copies
}

/// How many mails came to somebody.
pub(crate) fn mails_to(mails: &[Value], name: &str) -> usize {
    let address = format!("{name}@example.org");
    mails.iter().filter(|mail| mail["to"][0] == address.as_str()).count()
}
