//! What somebody has who stole the database, and what not.

use std::collections::BTreeSet;

use rollbook_e2e::Installation;
use serde_json::Value;

const BUYER: &str = "office@acme.example";

/// A school with seats, codes, invitations, links and made passwords, none of whose mails is sent yet.
fn school() -> Installation {
    let school = Installation::ready();
    let done = |command: &str| {
        let words: Vec<String> = command.split_whitespace().map(|word| word.replace('+', " ")).collect();
        school.done(&words.iter().map(String::as_str).collect::<Vec<_>>())
    };
    done("product add ALGEBRA --title Algebra");
    done("price add SEATS --product ALGEBRA --amount 1 --duration 30+days --registration-codes yes");
    done(&format!("customer add --email {BUYER} --first-name Olive --last-name Office"));
    done(&format!("order place --customer {BUYER} --price SEATS --quantity 20"));
    school.write("emails.csv", "Email\nalan@example.org\nkurt@example.org\n");
    done(&format!("seat invite --buyer {BUYER} --product ALGEBRA --file emails.csv"));
    done(&format!("customer password {BUYER} --send-link"));
    school.write("roster.csv", "First Name,Last Name,Email\nAda,Lovelace,ada@example.org\n");
    done("import roster roster.csv --welcome");
    done("settings set credentials_mail generated");
    school.write("more.csv", "First Name,Last Name,Email\nGrace,Hopper,grace@example.org\n");
    done("import roster more.csv --welcome");
    school
}

fn seats(school: &Installation) -> Vec<String> {
    let listed = school.done(&["seat", "list", "--buyer", BUYER, "--all", "--output", "json"]).json();
    let id = |seat: &Value| seat["seat"].as_str().expect("an id").to_owned();
    listed["items"].as_array().expect("a list").iter().map(id).collect()
}

fn codes(school: &Installation) -> Vec<String> {
    let code = |seat: &String| {
        let shown = school.done(&["seat", "show", seat, "--reveal-code", "--output", "json"]).json();
        shown["code"].as_str().expect("a code").to_owned()
    };
    seats(school).iter().map(code).collect()
}

/// The secrets in the mails, once they are sent: what ends a link, and what follows the word for a password.
fn mailed_secrets(school: &Installation) -> BTreeSet<String> {
    let folder = school.path("mails");
    let mut command = school.command(&["mail", "send"]);
    let sent = command.env("ROLLBOOK_MAIL_URL", format!("file:{}", folder.display())).output();
    assert!(sent.expect("the program starts").status.success());
    let mut secrets = BTreeSet::new();
    for mail in folder.read_dir().expect("the folder of mails").flatten() {
        let text =
            std::fs::read_to_string(mail.path()).expect("a mail").replace("=\r\n", "").replace("=\n", "");
        let pieces = text.split(|letter: char| !letter.is_ascii_alphanumeric() && letter != '-');
        let is_link =
            |piece: &&str| piece.len() == 52 && piece.chars().all(|letter| letter.is_ascii_alphanumeric());
        let is_password =
            |piece: &&str| piece.len() == 29 && piece.split('-').map(str::len).eq([4, 4, 4, 4, 4, 4]);
        secrets.extend(pieces.filter(|piece| is_link(piece) || is_password(piece)).map(str::to_owned));
    }
    secrets
}

/// Everything the database's files hold.
fn stolen(school: &Installation) -> Vec<u8> {
    let files = school.folder().read_dir().expect("the folder").flatten();
    let is_of_database = |name: &str| name.starts_with("rollbook.db") && name != "rollbook.db.key";
    let of_database = files.filter(|file| is_of_database(&file.file_name().to_string_lossy()));
    of_database.flat_map(|file| std::fs::read(file.path()).expect("a file of the database")).collect()
}

fn holds(bytes: &[u8], text: &str) -> bool {
    let lower = bytes.to_ascii_lowercase();
    lower.windows(text.len()).any(|part| part == text.to_ascii_lowercase().as_bytes())
}

/// Codes, links and made passwords are nowhere in the database, neither before their mails are sent nor after.
#[test]
fn a_stolen_database_gives_no_codes_no_links_and_no_passwords() {
    let school = school();
    let before = stolen(&school);
    let codes = codes(&school);
    assert_eq!(codes.iter().collect::<BTreeSet<_>>().len(), 20);
    let mailed = mailed_secrets(&school);
    assert_eq!(mailed.len(), 5, "two invitations, a reset, and two ways in: {mailed:?}");
    let after = stolen(&school);
    assert!(holds(&before, "alan@example.org"), "the search finds what is there");
    for secret in codes.iter().chain(&mailed) {
        let bare = secret.replace('-', "");
        let code = bare.get(..16).unwrap_or(&bare);
        for text in [secret.as_str(), bare.as_str(), code] {
            assert!(!holds(&before, text) && !holds(&after, text), "the database holds {text}");
        }
    }
}

/// A key that was rotated seals the same codes, and a key file of somebody else opens none of them.
#[test]
fn codes_outlive_a_rotation_and_open_to_no_other_key() {
    let school = school();
    let before = codes(&school);
    let rotated = school.done(&["key", "rotate", "--output", "json"]).json();
    assert_eq!((&rotated["key"], &rotated["resealed"]), (&Value::from(2), &Value::from(20)));
    assert_eq!(codes(&school), before);
    assert_eq!(mailed_secrets(&school).len(), 5, "mails that waited are sealed with the older key");

    let seat = seats(&school).remove(0);
    let other = Installation::ready();
    std::fs::copy(other.path("rollbook.db.key"), school.path("rollbook.db.key")).expect("a copy");
    let said = school.run(&["seat", "show", &seat, "--reveal-code"]);
    assert_eq!(said.code, Some(5), "{said:?}");
    std::fs::remove_file(school.path("rollbook.db.key")).expect("the key file is there");
    let said = school.run(&["seat", "show", &seat, "--reveal-code"]);
    assert_eq!(said.code, Some(5), "{said:?}");
    school.done(&["seat", "show", &seat]);
}

/// A key file that others on the machine may read is no secret any more.
#[cfg(unix)]
#[test]
fn a_key_file_is_its_owners_alone_and_refused_otherwise() {
    use std::os::unix::fs::PermissionsExt;

    let school = school();
    let path = school.path("rollbook.db.key");
    let mode = std::fs::metadata(&path).expect("a key file").permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o644)).expect("a mode");
    let said = school.run(&["key", "list"]);
    assert_eq!(said.code, Some(5), "{said:?}");
    assert!(format!("{said:?}").contains("chmod 600"), "{said:?}");
}

/// The key file may stand elsewhere than beside the database.
#[test]
fn the_environment_may_name_the_key_file() {
    let school = Installation::empty();
    let elsewhere = school.path("keys");
    let mut init = school.command(&["init"]);
    assert!(init.env("ROLLBOOK_KEY_FILE", &elsewhere).output().expect("the program starts").status.success());
    assert!(elsewhere.exists() && !school.path("rollbook.db.key").exists());
    assert_eq!(school.run(&["key", "list"]).code, Some(5));
    let mut list = school.command(&["key", "list"]);
    assert!(list.env("ROLLBOOK_KEY_FILE", &elsewhere).output().expect("the program starts").status.success());
}
