//! Words that stand nowhere else, planted in every field that may tell something of a person.

use std::path::Path;

use crate::Said;

/// The number of the last word; there is one for each number from 1.
pub const LAST: usize = 35;

/// The password's; it must be nowhere at any time.
const PASSWORD: usize = 31;

/// A word by its number.
pub fn canary(number: usize) -> String {
    format!("zanary{number:02}q")
}

/// The address that the person has in the end.
pub fn address() -> String {
    format!("{}@{}.example", canary(13), canary(4))
}

/// The words that stand in these bytes, in letters of any size, from the lowest number up.
pub fn found(bytes: &[u8]) -> Vec<String> {
    let start = b"zanary";
    let mut there = [false; LAST];
    for (place, first) in bytes.iter().enumerate() {
        if !first.eq_ignore_ascii_case(&b'z') {
            continue;
        }
        let Some(word) = bytes.get(place..place + start.len() + 3) else { break };
        let (name, number) = word.split_at(start.len());
        if let ([tens @ b'0'..=b'9', ones @ b'0'..=b'9', b'q' | b'Q'], true) =
            (number, name.eq_ignore_ascii_case(start))
        {
            let number = usize::from(tens - b'0') * 10 + usize::from(ones - b'0');
            if let Some(seen) = number.checked_sub(1).and_then(|place| there.get_mut(place)) {
                *seen = true;
            }
        }
    }
    (1..=LAST).filter(|number| there.get(number - 1) == Some(&true)).map(canary).collect()
}

/// The words that must be found before anything is erased: all but the password's.
pub fn all_to_be_found() -> Vec<String> {
    (1..=LAST).filter(|number| *number != PASSWORD).map(canary).collect()
}

/// The person while they are planted.
struct Planting<'a> {
    run: &'a dyn Fn(&[&str]) -> Said,
    folder: &'a Path,
}

/// Plants every word about one person, in a new installation, and makes the person inactive.
///
/// `run` runs a command that must succeed; files for it are written to `folder`.
///
/// # Panics
/// When a file cannot be written, or a command does not tell what it should.
pub fn plant(run: &dyn Fn(&[&str]) -> Said, folder: &Path) {
    let planting = Planting { run, folder };
    planting.catalogue();
    planting.profile();
    planting.access();
    planting.seats();
    let person = address();
    planting.done(&format!("mail suppressions add {person}"));
    planting.done(&format!("customer password {person} --send-link"));
    planting.done(&format!("customer status {person} inactive --reason {}", canary(29)));
}

#[expect(clippy::expect_used, reason = "what cannot be planted cannot be looked for")]
impl Planting<'_> {
    /// Runs a command whose words are parted by spaces; a plus is a space within a word.
    fn done(&self, command: &str) -> Said {
        let words: Vec<String> = command.split_whitespace().map(|word| word.replace('+', " ")).collect();
        (self.run)(&words.iter().map(String::as_str).collect::<Vec<_>>())
    }

    fn write(&self, name: &str, text: &str) -> String {
        let path = self.folder.join(name);
        std::fs::write(&path, text).expect("a file is written");
        path.to_string_lossy().into_owned()
    }

    fn catalogue(&self) {
        let groups = self.write("groups.csv", "Group Code,Name\nNIGHT,Night shift\n");
        let courses = self.write("courses.csv", "Course Code,Title,Start Date,End Date\nALGEBRA,Algebra,,\n");
        self.done(&format!("import groups {groups}"));
        self.done(&format!("import courses {courses}"));
        self.done("product add MATH --title Mathematics");
        self.done("price add SEATS --product MATH --amount 1 --duration unlimited --registration-codes yes");
        self.done("price add ONE --product MATH --amount 1 --duration unlimited");
        self.done("customer add --email office@acme.example --first-name Olive --last-name Office");
        self.done("order place --customer office@acme.example --price SEATS --quantity 3");
    }

    /// The profile, with two addresses that are given up: one that mails to the person went to, and one that only somebody
    /// else's invitation went to.
    fn profile(&self) {
        let c = canary;
        let (first, person) = (format!("{}@{}.example", c(3), c(4)), address());
        let header = format!("First Name,Last Name,Email,Password,Group ID,Customer Code,field:{}", c(6));
        let password = format!("{0} {0}", c(PASSWORD));
        let row = format!("{},{},{first},{password},NIGHT,{},{}", c(1), c(2), c(5), c(7));
        let roster = self.write("person.csv", &format!("{header}\n{row}\n"));
        self.done(&format!("import roster {roster} --welcome"));
        self.done(&format!("order assign --customer {first} --product ALGEBRA --reason {}", c(15)));
        let between = format!("{}@{}.example", c(34), c(4));
        self.done(&format!("customer edit {first} --email {between}"));
        self.done(&format!("seat invite --buyer office@acme.example --product MATH --to {between}"));
        self.done(&format!("mail suppressions add {between}"));
        self.done(&format!(
            "customer edit {between} --email {person} --street {} --street-two {} --city {} --region {} \
             --postal-code {} --country GB --reason {}",
            c(8),
            c(9),
            c(10),
            c(11),
            c(12),
            c(14)
        ));
        self.done(&format!("group members NIGHT --remove {person} --reason {}", c(16)));
    }

    fn access(&self) {
        let (c, person) = (canary, address());
        let listed = self.done(&format!("access list --customer {person}")).json();
        let grant = listed["items"][0]["id"].as_str().expect("the grant").to_owned();
        self.done(&format!("access edit {grant} --customer {person} --ends 2099-01-01 --reason {}", c(17)));
        let sent = self.write("cmi.json", &format!("{{\"cmi.suspend_data\": \"{}\"}}", c(33)));
        self.done("item add MODULE --course ALGEBRA --title Module --kind scorm");
        self.done(&format!(
            "transcript commit-cmi --customer {person} --item MODULE --standard 1.2 --file {sent}"
        ));
        let cleared = self.write("cleared.json", "{\"cmi.location\": \"7\"}");
        self.done("item add HANGS --course ALGEBRA --title Hangs --kind scorm");
        self.done(&format!(
            "transcript commit-cmi --customer {person} --item HANGS --standard 1.2 --file {cleared}"
        ));
        self.done(&format!("transcript clear-cmi --customer {person} --item HANGS --reason {}", c(35)));
        for (verb, number) in [("unenroll", 19), ("enroll", 20), ("extend --on 2098-01-01", 21)] {
            self.done(&format!(
                "enrollment {verb} --course ALGEBRA --customer {person} --reason {}",
                c(number)
            ));
        }
        self.done(&format!("access revoke {grant} --customer {person} --reason {}", c(18)));
        let placed = self.done(&format!(
            "order place --customer {person} --price ONE --status invoice --reason {}",
            c(22)
        ));
        let order = placed.json()["id"].as_str().expect("the order").to_owned();
        self.done(&format!("order status {order} processed --reason {}", c(32)));
    }

    /// Seats that the person bought, held and was handed over.
    fn seats(&self) {
        let (c, person) = (canary, address());
        self.done(&format!("order place --customer {person} --price SEATS --quantity 6 --no-mail"));
        let own = format!("--buyer {person} --product MATH");
        self.done(&format!("seat invite {own} --to friend@else.example --text {}", c(23)));
        self.done(&format!("seat assign {own} --to holder@else.example:Hedy:Holder --reason {}", c(24)));
        self.done(&format!("seat assign {own} --to former@else.example:Fay:Former --reason {}", c(25)));
        self.done(&format!("seat reclaim {own} --holder former@else.example --reason {}", c(26)));
        let of_office = "--buyer office@acme.example --product MATH";
        self.done(&format!("seat assign {of_office} --stack --to {person}:Any:Name --reason {}", c(28)));
        self.done(&format!("seat reclaim {of_office} --holder {person} --reason {}", c(27)));
        self.done(&format!("seat invite {of_office} --stack --to {person}"));
        self.done(&format!("seat hand-over --buyer office@acme.example --to {person} --reason {}", c(30)));
    }
}
