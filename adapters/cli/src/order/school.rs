//! A school with one course to sell, for tests of commands about orders, access and enrollments.

use serde_json::Value;

use crate::testing::{Installation, Said};

/// A school in Berlin on 1 March 2026, noon: product `ALGEBRA` opens course `ALG` with quiz `QUIZ`, for 30 days
/// (`ALG-30`), in spring 2026 (`ALG-SPRING`) or for 10 days from the first launch (`ALG-LAUNCH`); the course `IDLE` is
/// sold by nothing. Ada, Grace and Alan have accounts; Ada and Grace are in the group `NIGHT`.
pub(crate) struct School(Installation);

impl School {
    pub(crate) fn open() -> Self {
        let school = Self(Installation::ready());
        school.done("group add NIGHT --name Night");
        for (email, name) in [("ada", "Ada"), ("grace", "Grace"), ("alan", "Alan")] {
            school.done(&format!(
                "customer add --email {email}@example.org --first-name {name} --last-name Example"
            ));
        }
        school.done("group members NIGHT --add ada@example.org --add grace@example.org");
        school.done("course add ALG --title Algebra");
        school.done("course add IDLE --title Idle");
        school.done("item add QUIZ --course ALG --title Quiz --kind quiz");
        school.done("product add ALGEBRA --title Algebra --course ALG");
        for (code, duration, anchor) in [
            ("ALG-30", "30_days", "order-date"),
            ("ALG-SPRING", "2026-03-15..2026-06-30", "order-date"),
            ("ALG-LAUNCH", "10_days", "first-launch"),
        ] {
            school.done(&format!(
                "price add {code} --product ALGEBRA --amount 49 --duration {duration} --anchor {anchor}"
            ));
        }
        school
    }

    /// Runs a command, its words divided by spaces; `_` is a space within a word of it.
    pub(crate) fn run(&self, command: &str) -> Said {
        let words: Vec<String> = command.split_whitespace().map(spaced).collect();
        self.0.run(&words.iter().map(String::as_str).collect::<Vec<_>>())
    }

    /// Runs a command that must succeed.
    pub(crate) fn done(&self, command: &str) -> Said {
        let said = self.run(command);
        assert_eq!(said.code, 0, "{command}: {}", said.notes);
        said
    }

    /// What the commands from now on read from their input.
    pub(crate) fn hear(&mut self, input: &str) {
        input.clone_into(&mut self.0.input);
    }

    /// Runs a command that must succeed and reads what it printed.
    pub(crate) fn json(&self, command: &str) -> Value {
        self.done(command).json()
    }

    /// Imports a file of that kind, which must succeed.
    pub(crate) fn import(&mut self, kind: &str, text: &str) -> Said {
        text.clone_into(&mut self.0.input);
        let said = self.0.run(&["import", kind, "-"]);
        assert_eq!(said.code, 0, "{}", said.notes);
        said
    }

    /// Assigns the product at a price; gives the order and the grant.
    pub(crate) fn assign(&self, customer: &str, price: &str, more: &str) -> (String, String) {
        let done = self.json(&format!(
            "order assign --customer {customer}@example.org --product ALGEBRA --price {price} {more}"
        ));
        let text = |key: &str| done[key].as_str().unwrap().to_owned();
        (text("id"), text("grant"))
    }

    /// The verdict on the course now, and the exit code.
    pub(crate) fn check(&self, customer: &str, more: &str) -> (String, u8) {
        let said = self.run(&format!("access check --customer {customer}@example.org --course ALG {more}"));
        (said.json()["verdict"].as_str().unwrap().to_owned(), said.code)
    }
}

/// Ids, cursors and option values with an underscore in them stay as they are.
fn spaced(word: &str) -> String {
    let is_id = ["ord_", "acc_", "cus_", "crs_", "itm_", "prd_", "seat_", "inv_", "so_"]
        .iter()
        .any(|prefix| word.starts_with(prefix));
    if is_id
        || word.contains("cus_0")
        || word == "guard_threshold"
        || word == "expired_message"
        || word == "test_clock"
        || word == "order_confirmation"
        || word == "SERVICE_TOKEN"
    {
        word.to_owned()
    } else {
        word.replace('_', " ")
    }
}
