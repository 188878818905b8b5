//! A buyer's 25 seats from the order to the last learner, every mail sent, received and used.

use std::io::Write;
use std::process::Stdio;

use rollbook_e2e::{Authority, Installation, MailServer, MailServerOptions, Said, Tls};
use serde_json::Value;

use crate::office::copies;

const BUYER: &str = "office@acme.example";

/// A school whose mail goes out by a server with STARTTLS and a user.
struct School {
    installation: Installation,
    server: MailServer,
    authority: Authority,
    /// How many of the mails received were looked at.
    read: std::cell::Cell<usize>,
}

impl School {
    fn open() -> Self {
        let authority = Authority::certifying("127.0.0.1");
        let options = MailServerOptions {
            tls: Some((Tls::StartTls, &authority)),
            user: Some("academy:p@ss"),
            ..MailServerOptions::default()
        };
        let server = MailServer::start(&options);
        let school = Self { installation: Installation::ready(), server, authority, read: 0.into() };
        school.done("settings set base_url https://academy.example");
        school.done("settings set mail_from Academy+<academy@academy.example>");
        school.done(&format!("customer add --email {BUYER} --first-name Olive --last-name Office"));
        for product in ["ALGEBRA", "SCIENCE"] {
            school.done(&format!("product add {product} --title {product}+for+all"));
            school.done(&format!(
                "price add {product}-25 --product {product} --amount 49 --duration 365+days --registration-codes yes"
            ));
        }
        school
    }

    /// Runs a command, its words divided by spaces, with that input; `+` is a space within a word of it.
    fn with_input(&self, command: &str, input: &str) -> Said {
        let words: Vec<String> = command.split_whitespace().map(spaced).collect();
        let mut command = self.installation.command(&words.iter().map(String::as_str).collect::<Vec<_>>());
        let (port, authority) = (self.server.port(), self.authority.file());
        let url = format!("smtp://academy@127.0.0.1:{port}?ca={}", authority.display());
        command.env("ROLLBOOK_MAIL_URL", url).env("ROLLBOOK_MAIL_PASSWORD", "p@ss").stdin(Stdio::piped());
        let mut process = command.spawn().expect("the program starts");
        let mut pipe = process.stdin.take().expect("its input is ours");
        // A command that fails at once reads nothing.
        let _ = pipe.write_all(input.as_bytes());
        drop(pipe);
        Said::from_finished(&process.wait_with_output().expect("the program ends"))
    }

    fn run(&self, command: &str) -> Said {
        self.with_input(command, "")
    }

    fn done(&self, command: &str) -> Said {
        let said = self.run(command);
        assert_eq!(said.code, Some(0), "{command}: {said:?}");
        said
    }

    fn json(&self, command: &str) -> Value {
        self.done(&format!("{command} --output json")).json()
    }

    fn refused(&self, command: &str, rule: &str) {
        let said = self.run(&format!("{command} --output json"));
        assert_eq!(said.code, Some(1), "{command}: {said:?}");
        let rules = said.error()["rules"].clone();
        assert!(
            rules.as_array().is_some_and(|rules| rules.iter().any(|named| named == rule)),
            "{command}: {rules}"
        );
    }

    /// Sends what waits and gives the mails that came since the last time, in any order; nothing is left waiting.
    fn received(&self, count: usize) -> Vec<Value> {
        self.done("mail send");
        let before = self.read.get();
        let all = self.server.wait_for_mails(before + count);
        assert_eq!(
            all.len(),
            before + count,
            "{:?}",
            all.iter().map(|mail| &mail["subject"]).collect::<Vec<_>>()
        );
        self.read.set(all.len());
        assert!(copies(&all).values().all(|copies| *copies == 1), "no mail comes twice");
        all[before..].to_vec()
    }

    /// available, pending and claimed seats of the product, which add up to 25 with nothing void.
    fn counts(&self, product: &str) -> [u64; 3] {
        let report = self.done(&format!("report seats --buyer {BUYER} --output csv")).output;
        let mut lines = report.lines();
        assert_eq!(lines.next(), Some("buyer,order,product,bought,available,pending,claimed,void"));
        let line = lines.find(|line| line.contains(&format!(",{product},"))).expect("a line of the product");
        let cells: Vec<&str> = line.split(',').collect();
        let numbers: Vec<u64> = cells[3..].iter().map(|cell| cell.parse().expect("a number")).collect();
        assert_eq!(cells[0], BUYER);
        assert_eq!(numbers[0], numbers[1..].iter().sum::<u64>(), "the table adds up: {line}");
        assert_eq!(numbers[4], 0);
        let listed = self.json(&format!("seat list --buyer {BUYER} --product {product} --all"));
        let seats = listed["items"].as_array().expect("a list");
        let told = ["available", "pending", "claimed"]
            .map(|state| seats.iter().filter(|seat| seat["state"] == state).count() as u64);
        assert_eq!(told, [numbers[1], numbers[2], numbers[3]], "list and report agree");
        told
    }

    /// Follows the link to set a password, which works once.
    fn set_password(&self, mail: &Value) {
        let link = link_in(mail, "password");
        let set = format!("customer password --link {link} --from-stdin");
        let said = self.with_input(&set, "correct horse battery staple\n");
        assert_eq!(said.code, Some(0), "{said:?}");
        let again = self.with_input(&set, "another horse battery staple\n");
        assert_eq!(again.code, Some(1), "a link works once: {again:?}");
    }

    fn may_open(&self, email: &str, product: &str) -> bool {
        let listed = self.json(&format!("access list --customer {email}"));
        let grants = listed["items"].as_array().expect("a list");
        grants.iter().any(|grant| grant["product"] == product && grant["state"] == "in_force")
    }
}

fn spaced(word: &str) -> String {
    if word.contains("://") { word.to_owned() } else { word.replace('+', " ") }
}

/// The link in a mail, which stands in both parts.
fn link_in(mail: &Value, what: &str) -> String {
    let start = format!("https://academy.example/{what}/");
    let text = mail["text"].as_str().expect("a text");
    let rest = text.split(&start).nth(1).unwrap_or_else(|| panic!("no link to {what} in {text}"));
    let secret: String =
        rest.chars().take_while(|letter| letter.is_ascii_alphanumeric() || "-_".contains(*letter)).collect();
    assert!(secret.len() >= 43, "256 bits: {secret}");
    let link = format!("{start}{secret}");
    assert!(mail["html"].as_str().is_some_and(|html| html.contains(&link)), "the link stands in both parts");
    link
}

fn mail_to<'mails>(mails: &'mails [Value], email: &str) -> &'mails Value {
    let mut found = mails.iter().filter(|mail| mail["to"][0] == email);
    let mail = found.next().unwrap_or_else(|| panic!("no mail to {email}"));
    assert!(found.next().is_none(), "one mail to {email}");
    mail
}

fn emails(start: &str, count: usize) -> Vec<String> {
    (1..=count).map(|number| format!("{start}{number}@acme.example")).collect()
}

fn as_learners(emails: &[String]) -> String {
    let learner = |email: &String| format!("{email}:{}:Example", email.split('@').next().unwrap_or_default());
    emails.iter().map(learner).collect::<Vec<_>>().join(" --to ")
}

/// REG-03, REG-05, REG-10, REG-11, REG-12, REG-13, REG-14, REG-15, REG-16, REG-17, REG-19, REG-24, REG-29, REG-30,
/// REG-38, INV-02, Q-04, Q-05, Q-06, Q-07, Q-10, MAIL-01, MAIL-03, MAIL-04, MAIL-06, X-15
#[test]
fn twenty_five_seats_are_handed_out_in_every_way_and_every_mail_of_it_arrives_and_works() {
    let school = School::open();
    school.done(&format!("order place --customer {BUYER} --price SCIENCE-25 --quantity 5"));
    school.done(&format!("order place --customer {BUYER} --price ALGEBRA-25 --quantity 25"));
    let confirmations = school.received(2);
    assert!(confirmations.iter().all(|mail| mail["to"][0] == BUYER && mail["is_encrypted"] == true));
    assert_eq!(school.counts("ALGEBRA"), [25, 0, 0]);
    assert!(!school.may_open(BUYER, "ALGEBRA"), "the buyer gets no access of their own");

    // Learners of an earlier order, to be ticked later.
    let earlier = emails("earlier", 5);
    school.done(&format!("seat assign --buyer {BUYER} --product SCIENCE --to {}", as_learners(&earlier)));
    for mail in &school.received(5) {
        school.set_password(mail);
    }

    // Ten by profile.
    let profiles = emails("profile", 10);
    school.done(&format!("seat assign --buyer {BUYER} --product ALGEBRA --to {}", as_learners(&profiles)));
    let mails = school.received(10);
    for email in &profiles {
        let mail = mail_to(&mails, email);
        assert!(mail["text"].as_str().is_some_and(|text| text.contains("ALGEBRA for all")), "{mail}");
        school.set_password(mail);
        assert!(school.may_open(email, "ALGEBRA"));
    }
    assert_eq!(school.counts("ALGEBRA"), [15, 0, 10]);

    // Five by ticking earlier learners, who have a password already.
    let ticked = earlier.join(" --existing ");
    school.done(&format!("seat assign --buyer {BUYER} --product ALGEBRA --existing {ticked}"));
    let mails = school.received(5);
    for email in &earlier {
        assert!(!mail_to(&mails, email)["text"].as_str().is_some_and(|text| text.contains("/password/")));
        assert!(school.may_open(email, "ALGEBRA"));
    }
    assert_eq!(school.counts("ALGEBRA"), [10, 0, 15]);

    invitations(&school);
    bulk_file(&school);
    reclaim_and_give_again(&school, &profiles);

    let listed = school.json("mail list --all");
    let mails = listed["items"].as_array().expect("a list");
    assert!(mails.iter().all(|mail| mail["state"] == "sent"), "{mails:?}");
    assert_eq!(mails.len(), school.read.get(), "every mail queued is a mail received");
}

/// Five by invitation, of which three accept, one of them by a forwarded link with another address.
fn invitations(school: &School) {
    let invited = emails("invited", 5);
    school.installation.write("emails.csv", format!("Email\n{}\n", invited.join("\n")));
    let invite =
        format!("seat invite --buyer {BUYER} --product ALGEBRA --file emails.csv --text See+you+on+Monday!");
    school.done(&invite);
    school.done(&invite);
    let mails = school.received(5);
    assert_eq!(school.counts("ALGEBRA"), [5, 5, 15], "the same file a second time sends nothing");
    let link = |email: &String| {
        let mail = mail_to(&mails, email);
        assert!(mail["text"].as_str().is_some_and(|text| text.contains("See you on Monday!")), "{mail}");
        link_in(mail, "invitation")
    };

    let preview = school.json(&format!("seat preview --link {}", link(&invited[0])));
    assert!(preview.to_string().contains("ALGEBRA for all"), "{preview}");
    let claim = |email: &str, link: &str| {
        format!("seat claim --link {link} --email {email} --first-name New --last-name Learner")
    };
    let with_password = format!("{} --password-from-stdin", claim(&invited[0], &link(&invited[0])));
    assert_eq!(school.with_input(&with_password, "correct horse battery staple\n").code, Some(0));
    school.done(&claim(&invited[1], &link(&invited[1])));
    school.done(&claim("colleague@other.example", &link(&invited[2])));
    let welcomes = school.received(2);
    school.set_password(mail_to(&welcomes, &invited[1]));
    school.set_password(mail_to(&welcomes, "colleague@other.example"));
    for email in [&*invited[0], &invited[1], "colleague@other.example"] {
        assert!(school.may_open(email, "ALGEBRA"), "{email}");
    }
    school.refused(&claim(&invited[2], &link(&invited[2])), "Q-04");
    assert_eq!(school.counts("ALGEBRA"), [5, 2, 18]);
}

/// Five by a file of seven rows, two of which name somebody a second time.
fn bulk_file(school: &School) {
    let rows = "First Name,Last Name,Email\n\
                Bea,One,bulk1@acme.example\nBen,Two,bulk2@acme.example\nBob,Three,bulk3@acme.example\n\
                Bea,One, BULK1@ACME.example \nBix,Four,bulk4@acme.example\nBen,Two,bulk2@acme.example\n\
                Bud,Five,bulk5@acme.example\n";
    school.installation.write("learners.csv", rows);
    let assign = format!("seat assign --buyer {BUYER} --product ALGEBRA --file learners.csv");
    let plan = school.json(&format!("{assign} --dry-run"));
    assert_eq!(
        (&plan["counts"]["assigned"], &plan["counts"]["duplicates"]),
        (&5.into(), &2.into()),
        "{plan}"
    );
    assert_eq!(school.counts("ALGEBRA"), [5, 2, 18], "a plan changes nothing");
    let done = school.json(&assign);
    assert_eq!(
        (&done["counts"]["recipients"], &done["counts"]["assigned"]),
        (&7.into(), &5.into()),
        "{done}"
    );
    let mails = school.received(5);
    for email in emails("bulk", 5) {
        school.set_password(mail_to(&mails, &email));
    }
    assert_eq!(school.counts("ALGEBRA"), [0, 2, 23]);
    school.refused(
        &format!("seat assign --buyer {BUYER} --product ALGEBRA --to late@acme.example:Late:Comer"),
        "Q-06",
    );
    assert_eq!(school.counts("ALGEBRA"), [0, 2, 23]);
}

/// Two reclaimed and given again, one at once and one by invitation.
fn reclaim_and_give_again(school: &School, profiles: &[String]) {
    let of_invited = "invited2@acme.example";
    let holders = format!("{} --holder {of_invited}", profiles[0]);
    school.done(&format!("seat reclaim --buyer {BUYER} --product ALGEBRA --holder {holders}"));
    assert_eq!(school.counts("ALGEBRA"), [2, 2, 21]);
    assert!(!school.may_open(&profiles[0], "ALGEBRA") && !school.may_open(of_invited, "ALGEBRA"));
    assert_eq!(school.received(0).len(), 0, "taking back sends nothing");
    let all = school.server.mails();
    let invitation = all.iter().find(|mail| {
        mail["to"][0] == of_invited && mail["text"].as_str().is_some_and(|text| text.contains("/invitation/"))
    });
    let old = link_in(invitation.expect("their invitation"), "invitation");
    school.refused(&format!("seat claim --link {old} --email {of_invited}"), "Q-10");

    school.done(&format!("seat assign --buyer {BUYER} --product ALGEBRA --to again@acme.example:Ann:Again"));
    school.set_password(mail_to(&school.received(1), "again@acme.example"));
    assert_eq!(school.counts("ALGEBRA"), [1, 2, 22]);
    school.done(&format!("seat invite --buyer {BUYER} --product ALGEBRA --to {}", profiles[0]));
    assert_eq!(school.counts("ALGEBRA"), [0, 3, 22]);
    let link = link_in(mail_to(&school.received(1), &profiles[0]), "invitation");
    school.done(&format!("seat claim --link {link} --email {}", profiles[0]));
    assert_eq!(school.received(0).len(), 0, "an account with a password needs no mail");
    assert!(school.may_open(&profiles[0], "ALGEBRA"));
    assert_eq!(school.counts("ALGEBRA"), [0, 2, 23]);
}
