//! A school that sells seats, and two offices that buy them, for tests of commands about seats.

use rollbook_domain::mail::{Mail, MailKind};
use rollbook_domain::port::{MailQuery, PageRequest};
use serde_json::Value;

use crate::testing::{Installation, Said};

/// On 1 March 2026, noon: product `SCIENCE` opens course `SCI` at `SCI-YEAR` (365 days) and product `ART` opens `ARTS` at
/// `ART-YEAR`, both with registration codes. The offices `acme@example.org` and `bell@example.org` have accounts.
pub(crate) struct Office(Installation);

impl Office {
    pub(crate) fn open() -> Self {
        let office = Self(Installation::ready());
        for (product, course, price) in [("SCIENCE", "SCI", "SCI-YEAR"), ("ART", "ARTS", "ART-YEAR")] {
            office.done(&format!("course add {course} --title {course}"));
            office.done(&format!("product add {product} --title {product} --course {course}"));
            office.done(&format!(
                "price add {price} --product {product} --amount 49 --duration 365~days --registration-codes yes"
            ));
        }
        for name in ["acme", "bell"] {
            office.done(&format!(
                "customer add --email {name}@example.org --first-name {name} --last-name Office"
            ));
        }
        office
    }

    /// Runs a command, its words divided by spaces; `~` is a space within a word of it.
    pub(crate) fn run(&self, command: &str) -> Said {
        let words: Vec<String> = command.split_whitespace().map(|word| word.replace('~', " ")).collect();
        self.0.run(&words.iter().map(String::as_str).collect::<Vec<_>>())
    }

    /// Runs a command that must succeed.
    pub(crate) fn done(&self, command: &str) -> Said {
        let said = self.run(command);
        assert_eq!(said.code, 0, "{command}: {}{}", said.notes, said.output);
        said
    }

    /// Runs a command that must succeed and reads what it printed.
    pub(crate) fn json(&self, command: &str) -> Value {
        self.done(command).json()
    }

    /// Runs a command that must be refused, and gives the rules.
    pub(crate) fn refused(&self, command: &str) -> Vec<String> {
        let said = self.run(command);
        assert_eq!(said.code, 1, "{command}: {}{}", said.notes, said.output);
        let rules = said.error()["rules"].as_array().unwrap().clone();
        rules.iter().map(|rule| rule.as_str().unwrap().to_owned()).collect()
    }

    /// What the next command reads from its input.
    pub(crate) fn type_in(&mut self, lines: &[&str]) {
        self.0.input = lines.join("\n") + "\n";
    }

    /// Places an order of seats; gives the order.
    pub(crate) fn buy(&self, buyer: &str, price: &str, quantity: u32) -> String {
        let placed = self.json(&format!(
            "order place --customer {buyer}@example.org --price {price} --quantity {quantity} --no-mail"
        ));
        placed["id"].as_str().unwrap().to_owned()
    }

    /// Gives seats of Acme's to learners called so, who must all get one.
    pub(crate) fn assign(&self, names: &[&str]) -> Value {
        let learner = |name: &&str| format!("--to {name}@example.org:{name}:Example");
        let to = names.iter().map(learner).collect::<Vec<_>>().join(" ");
        self.json(&format!("seat assign --buyer acme@example.org --product SCIENCE {to}"))
    }

    /// The seats of a buyer.
    pub(crate) fn seats(&self, buyer: &str) -> Vec<Value> {
        let listed = self.json(&format!("seat list --buyer {buyer}@example.org"));
        listed["items"].as_array().unwrap().clone()
    }

    /// How many seats of a buyer are available, pending, claimed and void.
    pub(crate) fn counts(&self, buyer: &str) -> [usize; 4] {
        let seats = self.seats(buyer);
        ["available", "pending", "claimed", "void"]
            .map(|state| seats.iter().filter(|seat| seat["state"] == state).count())
    }

    /// The mails queued so far of a kind.
    pub(crate) fn mails(&self, kind: MailKind) -> Vec<Mail> {
        let tenant = self.0.tenant();
        let (query, page) = (MailQuery::default(), PageRequest::everything());
        let mails = pollster::block_on(tenant.mails(&query, &page)).unwrap().items;
        mails.into_iter().filter(|mail| mail.kind == kind).collect()
    }

    /// The verdict on a course for somebody now.
    pub(crate) fn verdict(&self, customer: &str, course: &str) -> String {
        let said = self.run(&format!("access check --customer {customer}@example.org --course {course}"));
        said.json()["verdict"].as_str().unwrap().to_owned()
    }
}
