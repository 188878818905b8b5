//! What is known of a person: taken away, erased and deleted, by the real program on a real file.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::Read;
use std::path::Path;

use rollbook_e2e::canaries::{address, all_to_be_found, canary, found, plant};
use rollbook_e2e::{Installation, Said};
use serde_json::Value;
use sha2::{Digest, Sha256};

/// Every file of the database, the write-ahead log included.
fn files_of_database(school: &Installation) -> Vec<u8> {
    let files = school.folder().read_dir().expect("the folder").flatten();
    let is_meant = |name: &str| name.starts_with("rollbook.db");
    let meant = files.filter(|file| is_meant(&file.file_name().to_string_lossy()));
    meant.flat_map(|file| std::fs::read(file.path()).expect("a file of the database")).collect()
}

/// The files of an archive.
pub(crate) fn unzipped(path: &Path) -> BTreeMap<String, String> {
    let mut archive =
        zip::ZipArchive::new(std::fs::File::open(path).expect("the archive")).expect("an archive");
    let mut files = BTreeMap::new();
    for place in 0..archive.len() {
        let mut file = archive.by_index(place).expect("an entry");
        let mut text = String::new();
        file.read_to_string(&mut text).expect("a text");
        files.insert(file.name().expect("a name").into_owned(), text);
    }
    files
}

fn planted() -> Installation {
    let school = Installation::ready();
    plant(&|arguments| school.done(arguments), school.folder());
    school
}

fn erase(school: &Installation) -> Said {
    school.done(&["customer", "erase", "--customer", &address(), "--void-seats", "--yes", "--output", "json"])
}

/// GDPR-04, GDPR-05, GDPR-06, GDPR-12, X-05, N120
#[test]
fn after_an_erasure_and_a_vacuum_no_file_of_the_database_holds_a_word_of_the_person() {
    let school = planted();
    let before = found(&files_of_database(&school));
    assert_eq!(before, all_to_be_found(), "everything planted is there, but for the password");
    let events = school.events();
    let id = school.done(&["customer", "show", &address()]).json()["id"].clone();
    let created_at = school.done(&["customer", "show", &address()]).json()["created_at"].clone();
    let orders = ["order", "list", "--customer", id.as_str().expect("an id"), "--output", "json"];
    let orders_before = school.done(&orders).json();

    let receipt = erase(&school).json();
    assert_eq!((&receipt["id"], &receipt["outcome"]), (&id, &"applied".into()));
    school.done(&["store", "vacuum"]);
    assert_eq!(found(&files_of_database(&school)), Vec::<String>::new());

    let shown = school.done(&["customer", "show", id.as_str().expect("an id")]).json();
    assert_eq!((&shown["id"], &shown["created_at"], &shown["email"]), (&id, &created_at, &Value::Null));
    let orders_after = school.done(&orders).json();
    let kept = |list: &Value| -> Vec<(Value, Value, Value, Value)> {
        let order = |one: &Value| {
            (one["id"].clone(), one["ordered_at"].clone(), one["total"].clone(), one["lines"].clone())
        };
        list["items"].as_array().expect("a list").iter().map(order).collect()
    };
    assert_eq!(kept(&orders_after), kept(&orders_before));
    assert_eq!(kept(&orders_after).len(), 3);
    assert!(school.events() > events, "the log reads on");
    school.done(&["audit", "verify"]);
}

/// N123, GDPR-08, GDPR-12
#[test]
fn a_backup_that_brings_a_person_back_is_brought_up_to_the_erasures_before_anybody_uses_it() {
    let school = planted();
    school.done(&["customer", "status", &address(), "active"]);
    let backup = school.copy();
    let id = school.done(&["customer", "show", &address()]).json()["id"].clone();
    school.done(&["customer", "status", &address(), "inactive"]);
    erase(&school);
    school.done(&["privacy", "erasures", "--to", "erasures.csv"]);
    let list = std::fs::read_to_string(school.path("erasures.csv")).expect("the list");
    assert!(list.contains(id.as_str().expect("an id")) && found(list.as_bytes()).is_empty(), "{list}");

    backup.write("erasures.csv", &list);
    assert_eq!(found(&files_of_database(&backup)), all_to_be_found());
    let early = backup.run(&["privacy", "erasures", "--to", "erasures.csv"]);
    assert_eq!(early.code, Some(2), "the timer of the list does not spoil it: {early:?}");
    let replay = ["privacy", "replay", "erasures.csv", "--output", "json"];
    let planned = backup.done(&[&replay[..], &["--dry-run"]].concat()).json();
    assert_eq!((&planned["erased"], &planned["people"][0]["id"]), (&1.into(), &id));
    assert_eq!(backup.done(&["customer", "show", &address()]).json()["id"], id);
    let replayed = backup.done(&[&replay[..], &["--yes"]].concat()).json();
    assert_eq!((&replayed["outcome"], &replayed["erased"]), (&"applied".into(), &1.into()));
    backup.done(&["store", "vacuum"]);
    assert_eq!(found(&files_of_database(&backup)), Vec::<String>::new());
    backup.done(&["audit", "verify"]);
    assert!(backup.events() > 0, "doctor finds nothing wrong");

    let again = backup.done(&replay).json();
    assert_eq!((&again["outcome"], &again["already"]), (&"unchanged".into(), &1.into()));
    backup.done(&["privacy", "erasures", "--to", "erasures.csv"]);
}

/// GDPR-11, N122
#[test]
fn nothing_that_waited_brings_an_erased_person_back_and_the_address_is_free() {
    let school = planted();
    let id = school.done(&["customer", "show", &address()]).json()["id"].as_str().expect("an id").to_owned();
    let dry = school.done(&["customer", "erase", "--customer", &id, "--void-seats", "--dry-run"]).json();
    assert_eq!(dry["outcome"], "planned");
    let applied = erase(&school).json();
    assert_eq!((&dry["cleared"], &dry["kept"]), (&applied["cleared"], &applied["kept"]));
    let mails = school.path("mails");
    let mut sending = school.command(&["mail", "send"]);
    let sent =
        sending.env("ROLLBOOK_MAIL_URL", format!("file:{}", mails.display())).output().expect("it starts");
    assert!(sent.status.success());
    let texts = mails.read_dir().map(|folder| folder.flatten().collect::<Vec<_>>()).unwrap_or_default();
    for mail in texts {
        let text = std::fs::read(mail.path()).expect("a mail");
        assert_eq!(found(&text), Vec::<String>::new());
    }
    for (arguments, rule) in [
        (&["customer", "status", &id, "active"][..], "GDPR-11"),
        (&["customer", "edit", &id, "--first-name", "Back"], "GDPR-11"),
        (&["customer", "erase", "--customer", &id, "--void-seats", "--yes"], "GDPR-11"),
        (&["customer", "delete", "--customer", &id, "--yes"], "GDPR-11"),
        (&["order", "assign", "--customer", &id, "--product", "MATH"], "GDPR-11"),
        (&["customer", "password", &id, "--send-link"], "GDPR-11"),
        (&["order", "place", "--customer", &id, "--price", "ONE"], "GDPR-11"),
        (&["seat", "invite", "--buyer", &id, "--product", "MATH", "--to", "new@else.example"], "Q-06"),
    ] {
        let said = school.run(arguments);
        assert_eq!(said.code, Some(1), "{arguments:?} {said:?}");
        let rules = said.error()["rules"].clone();
        assert!(rules.as_array().is_some_and(|rules| rules.contains(&rule.into())), "{arguments:?} {rules}");
    }
    assert_eq!(school.run(&["customer", "show", &address()]).code, Some(3));
    let anew = ["customer", "add", "--email", &address(), "--first-name", "New", "--last-name", "Person"];
    let anew = school.done(&anew).json();
    assert_ne!(anew["id"], id.as_str());
}

/// GDPR-07, GDPR-08, Q-12
#[test]
fn erasing_asks_waits_for_an_inactive_account_and_wants_to_know_about_seats() {
    let school = planted();
    let person = address();
    let erase = |more: &[&str]| school.run(&[&["customer", "erase", "--customer", &person], more].concat());
    let unasked = erase(&["--void-seats"]);
    assert_eq!(unasked.code, Some(2), "{unasked:?}");
    let undecided = erase(&["--yes"]);
    assert_eq!((undecided.code, undecided.error()["rules"][0].as_str()), (Some(1), Some("Q-12")));
    school.done(&["customer", "status", &person, "active"]);
    let active = erase(&["--void-seats", "--yes"]);
    assert_eq!((active.code, active.error()["rules"][0].as_str()), (Some(1), Some("GDPR-08")));
    school.done(&["customer", "status", &person, "inactive"]);
    let done = erase(&["--successor", "office@acme.example", "--yes"]);
    assert_eq!(done.code, Some(0), "{done:?}");
    let of_office = ["seat", "list", "--buyer", "office@acme.example", "--all", "--output", "json"];
    let seats = school.done(&of_office).json();
    assert_eq!(seats["items"].as_array().map(Vec::len), Some(9));
}

/// GDPR-01, GDPR-02, GDPR-12, N121
#[test]
fn an_export_tells_every_word_of_the_person_but_no_secret_and_nothing_of_others() {
    let school = planted();
    let (one, two) = (school.path("one.zip"), school.path("two.zip"));
    let person = address();
    let export = |to: &Path| {
        school.done(&["customer", "export", "--customer", &person, "--to", &to.to_string_lossy()])
    };
    let told = export(&one).json();
    export(&two);
    assert_eq!(std::fs::read(&one).expect("an archive"), std::fs::read(&two).expect("an archive"));
    let files = unzipped(&one);
    let manifest: Value = serde_json::from_str(&files["manifest.json"]).expect("a manifest");
    assert_eq!(manifest["files"], told["files"]);
    for file in manifest["files"].as_array().expect("a list") {
        let text = &files[file["name"].as_str().expect("a name")];
        let mut hash = String::new();
        for byte in Sha256::digest(text) {
            let _ = write!(hash, "{byte:02x}");
        }
        assert_eq!(file["sha256"], hash.as_str(), "{file}");
    }
    assert_eq!(manifest["files"].as_array().map(|list| list.len() + 1), Some(files.len()));
    let data: Value = serde_json::from_str(&files["data.json"]).expect("one document");
    for (name, rows) in data.as_object().expect("an object") {
        let lines = files[&format!("{name}.csv")].lines().count() - 1;
        assert_eq!(rows.as_array().map(Vec::len), Some(lines), "{name}");
    }
    let everything: Vec<u8> = files.values().flat_map(|text| text.bytes()).collect();
    // What was said when seats went to others, or came back from them, is about those.
    let of_others: Vec<String> = [24, 25, 26, 30].map(canary).into();
    let mut words = found(&everything);
    words.extend(of_others);
    words.sort();
    assert_eq!(words, all_to_be_found());
    let text = String::from_utf8_lossy(&everything).to_lowercase();
    for other in ["friend@else", "holder@else", "former@else", "hedy", "olive", "office", "argon2"] {
        assert!(!text.contains(other), "the export tells of {other}");
    }
    let again = school.run(&["customer", "export", "--customer", &person, "--to", &one.to_string_lossy()]);
    assert_eq!(again.code, Some(4), "{again:?}");
}

/// What is told of somebody in two databases that know them, but for ids and the hour at which each learned it.
pub(crate) fn told_of(school: &Installation, person: &str) -> Vec<Value> {
    let commands = [
        &["customer", "show", person][..],
        &["customer", "groups", person],
        &["access", "list", "--customer", person],
        &["order", "list", "--customer", person],
        &["transcript", "show", "--customer", person],
    ];
    let told = |command: &&[&str]| {
        let mut told = school.done(&[command, &["--output", "json"][..]].concat()).json();
        forget_ids(&mut told);
        told
    };
    commands.iter().map(told).collect()
}

fn forget_ids(value: &mut Value) {
    match value {
        Value::Object(fields) => {
            let ids = ["id", "order", "customer", "course_id", "item_id"];
            for name in
                ids.into_iter().chain(["at", "created_at", "joined_at", "recorded_at", "status_since"])
            {
                fields.remove(name);
            }
            fields.values_mut().for_each(forget_ids);
        }
        Value::Array(items) => items.iter_mut().for_each(forget_ids),
        _ => {}
    }
}

/// GDPR-03
#[test]
fn the_export_of_a_learner_is_imported_elsewhere_as_the_same_person() {
    let (school, elsewhere) = (crate::roster::with_catalogue(), crate::roster::with_catalogue());
    let header = "First Name,Last Name,Email,Group ID,Price ID,Cost,Order Date,Start Date,End Date,Customer Code,field:site\n";
    let rows = "=Ada,\"Love, lace\",ada@example.org,blue,ALGEBRA,12.50,2026-01-05,2026-01-07,2026-08-31,A-1,London\n\
                Ben,Other,ben@example.org,,ALGEBRA,1.00,2026-01-05,,,,\n";
    school.write("roster.csv", format!("{header}{rows}"));
    school.write("withdrawals.csv", "Email,Course Code,Date\nada@example.org,ALGEBRA,2026-03-01\n");
    school.done(&["import", "roster", "roster.csv", "--quiet"]);
    school.done(&["import", "withdrawals", "withdrawals.csv", "--quiet"]);
    let archive = school.path("ada.zip");
    school.done(&["customer", "export", "--customer", "ada@example.org", "--to", &archive.to_string_lossy()]);
    let files = unzipped(&archive);
    for kind in ["roster", "withdrawals"] {
        let name = format!("{kind}.csv");
        let path = elsewhere.write(&name, &files[&name]);
        let imported = elsewhere.done(&["import", kind, &path.to_string_lossy()]).json();
        assert_eq!((&imported["applied"], &imported["refused"]), (&true.into(), &serde_json::json!([])));
    }
    let (before, after) = (told_of(&school, "ada@example.org"), told_of(&elsewhere, "ada@example.org"));
    assert_eq!(after, before);
    assert!(before[0]["fields"]["site"] == "London" && before[0]["first_name"] == "=Ada", "{before:?}");
    assert_eq!(elsewhere.run(&["customer", "show", "ben@example.org"]).code, Some(3));
}

/// CUS-22, CUS-23, CUS-24, GDPR-10, X-01
#[test]
fn a_customer_is_deleted_by_the_rule_of_the_tenant_and_the_file_holds_nothing_of_them() {
    let school = crate::roster::with_catalogue();
    let row = "Zanary01q,Zanary02q,zanary03q@else.example,zanary05q,ALGEBRA,2020-01-05,2020-02-01\n";
    let header = "First Name,Last Name,Email,Customer Code,Price ID,Order Date,End Date\n";
    school.write("roster.csv", format!("{header}{row}"));
    school.done(&["import", "roster", "roster.csv", "--quiet"]);
    let person = "zanary03q@else.example";
    let kept = school.run(&["customer", "delete", "--customer", person, "--dry-run"]);
    assert_eq!((kept.code, kept.error()["rules"][0].as_str()), (Some(1), Some("X-01")));
    school.done(&["settings", "set", "delete_rule", "either"]);
    let planned = school.done(&["customer", "delete", "--customer", person, "--dry-run"]).json();
    assert_eq!((&planned["outcome"], &planned["rows"]["orders"]), (&"planned".into(), &1.into()));
    let events = school.events();
    let done = school.done(&["customer", "delete", "--customer", person, "--yes"]).json();
    assert_eq!((&done["outcome"], &done["rows"]), (&"applied".into(), &planned["rows"]));
    school.done(&["store", "vacuum"]);
    assert_eq!(found(&files_of_database(&school)), Vec::<String>::new());
    assert_eq!(school.events(), events + 2, "one event tells that somebody was deleted, one that mails were");
    let id = done["id"].as_str().expect("an id");
    for key in [person, id, "zanary05q"] {
        assert_eq!(school.run(&["customer", "show", key]).code, Some(3), "{key}");
    }
    let orders = school.done(&["order", "list", "--all", "--output", "json"]).json();
    assert_eq!(orders["items"], serde_json::json!([]));
}
