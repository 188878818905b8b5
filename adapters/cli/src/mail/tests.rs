use serde_json::Value;

use crate::testing::Installation;

/// A school with two learners, of whom each has been assigned a product and is sent a confirmation.
fn school() -> Installation {
    let installation = Installation::ready();
    for (email, first) in [("ada@example.org", "Ada"), ("grace@example.org", "Grace")] {
        installation.done(&[
            "customer",
            "add",
            "--email",
            email,
            "--first-name",
            first,
            "--last-name",
            "Example",
        ]);
    }
    installation.done(&["product", "add", "SCIENCE", "--title", "Science <basics>"]);
    installation.done(&[
        "price",
        "add",
        "SCI",
        "--product",
        "SCIENCE",
        "--amount",
        "49",
        "--duration",
        "365 days",
    ]);
    for email in ["ada@example.org", "grace@example.org"] {
        installation.done(&["order", "assign", "--customer", email, "--product", "SCIENCE"]);
    }
    installation
}

fn mails(installation: &Installation, options: &[&str]) -> Vec<Value> {
    let listed = installation.done(&[&["mail", "list"], options].concat()).json();
    listed["items"].as_array().unwrap().clone()
}

fn states(installation: &Installation) -> Vec<String> {
    mails(installation, &[]).iter().map(|mail| mail["state"].as_str().unwrap().to_owned()).collect()
}

fn id_of(mail: &Value) -> &str {
    mail["mail"].as_str().unwrap()
}

/// A file with a text in it.
fn file(text: &str) -> (tempfile::TempDir, String) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("text");
    std::fs::write(&path, text).unwrap();
    let path = path.to_str().unwrap().to_owned();
    (folder, path)
}

/// MAIL-01, ORD-05
#[test]
fn mails_are_listed_sent_once_and_listed_as_sent() {
    let installation = school();
    let listed = mails(&installation, &[]);
    assert_eq!(listed[0]["to"], "ada@example.org");
    assert_eq!(listed[0]["kind"], "order_confirmation");
    assert_eq!(listed[0]["state"], "queued");
    assert_eq!(listed[0]["subject"], "Your order: Science <basics>");
    assert_eq!(listed[0]["attempts"], 0);
    assert_eq!(listed[0]["due_at"], "2026-03-01T12:00:00Z");
    let sent = installation.done(&["mail", "send", "--limit", "1"]).json();
    assert_eq!((&sent["sent"], &sent["unusable"]), (&1.into(), &Value::Null));
    assert_eq!(states(&installation), ["sent", "queued"]);
    let sent = installation.done(&["mail", "send"]).json();
    assert_eq!((&sent["sent"], &sent["retried"], &sent["dead"]), (&1.into(), &0.into(), &0.into()));
    assert_eq!(installation.done(&["mail", "send"]).json()["sent"], 0);
    assert_eq!(installation.mailbox.mails().len(), 2);
    let sent = mails(&installation, &["--state", "sent", "--to", "GRACE@example.org"]);
    assert_eq!((sent.len(), &sent[0]["attempts"], &sent[0]["due_at"]), (1, &1.into(), &Value::Null));
    assert_eq!(sent[0]["text_version"], 0);
    assert_eq!(mails(&installation, &["--state", "queued"]).len(), 0);
    assert_eq!(mails(&installation, &["--kind", "welcome"]).len(), 0);
    assert_eq!(installation.run(&["mail", "send", "--limit", "0"]).code, 2);
}

#[test]
fn a_table_and_csv_show_the_same_mails() {
    let installation = school();
    let table = installation.done(&["mail", "list", "--output", "table"]).output;
    assert!(table.starts_with("MAIL"), "{table}");
    assert!(table.contains("ada@example.org") && table.contains("Your order: Science <basics>"), "{table}");
    assert!(table.contains("Sunday 1 March 2026, 13:00 (Europe/Berlin)"), "{table}");
    let csv = installation.done(&["mail", "list", "--output", "csv"]).output;
    let header = csv.lines().next().unwrap();
    assert_eq!(
        header,
        "mail,to,kind,state,subject,queued_at,due_at,ended_at,attempts,problem,customer,text_version"
    );
    let table = installation.done(&["mail", "send", "--output", "table"]).output;
    assert_eq!(table, "2 sent\n");
}

#[test]
fn a_mail_is_shown_with_both_its_bodies() {
    let installation = school();
    let id = id_of(&mails(&installation, &[])[0]).to_owned();
    let shown = installation.done(&["mail", "show", &id]).json();
    assert_eq!(shown["to"], "ada@example.org");
    assert!(shown["text"].as_str().unwrap().contains("Hello Ada,"));
    assert!(shown["html"].as_str().unwrap().contains("Science &lt;basics&gt;"));
    let page = installation.done(&["mail", "show", &id, "--output", "table"]).output;
    for part in ["From", "Subject", "Text", "HTML", "<!doctype html>", "Hello Ada,"] {
        assert!(page.contains(part), "{part} is not in {page}");
    }
    let preview = installation.done(&["mail", "preview", &id, "--output", "table"]).output;
    assert!(preview.starts_with("Subject: Your order: Science <basics>\n\nHello Ada,"), "{preview}");
    assert_eq!(installation.run(&["mail", "show", "mail_01h2xcejqtf2nbrexx3vqjhp41"]).code, 3);
    assert_eq!(installation.run(&["mail", "show", "ada@example.org"]).code, 2);
}

#[test]
fn held_mails_wait_until_they_are_released() {
    let installation = school();
    let first = id_of(&mails(&installation, &[])[0]).to_owned();
    let held = installation.done(&["mail", "hold", &first]).json();
    assert_eq!((&held["changed"], &held["unchanged"]), (&1.into(), &0.into()));
    assert_eq!(states(&installation), ["held", "queued"]);
    assert_eq!(mails(&installation, &["--state", "held"]).len(), 1);
    assert_eq!(mails(&installation, &["--state", "queued"]).len(), 1);
    assert_eq!(installation.done(&["mail", "hold", "--kind", "order_confirmation"]).json()["changed"], 1);
    assert_eq!(installation.done(&["mail", "send"]).json()["sent"], 0);
    assert_eq!(installation.done(&["mail", "release", "--kind", "welcome"]).json()["changed"], 0);
    let released = installation.done(&["mail", "release", "--all", "--output", "table"]);
    assert_eq!(released.output, "mails released: 2\n");
    assert_eq!(installation.done(&["mail", "send"]).json()["sent"], 2);
    assert_eq!(installation.run(&["mail", "hold"]).code, 2);
    assert_eq!(installation.run(&["mail", "hold", &first, "--all"]).code, 2);
    let missing = installation.run(&["mail", "hold", "mail_01h2xcejqtf2nbrexx3vqjhp41"]);
    assert_eq!(missing.code, 3);
}

#[test]
fn nothing_is_sent_to_a_suppressed_address_until_it_is_removed() {
    let installation = school();
    let add = ["mail", "suppressions", "add", "Ada@Example.org"];
    assert_eq!(installation.done(&add).json()["outcome"], "applied");
    assert_eq!(installation.done(&add).json()["outcome"], "unchanged");
    for list in [&["mail", "suppressions"][..], &["mail", "suppressions", "list"]] {
        let listed = installation.done(list).json();
        assert_eq!(
            (&listed["items"][0]["address"], &listed["items"][0]["cause"]),
            (&"Ada@Example.org".into(), &"administrator".into())
        );
    }
    let sent = installation.done(&["mail", "send"]).json();
    assert_eq!((&sent["sent"], &sent["suppressed"]), (&1.into(), &1.into()));
    let dead = mails(&installation, &["--state", "dead"]);
    assert!(dead[0]["problem"].as_str().unwrap().contains("suppressed"));
    let remove = ["mail", "suppressions", "remove", "ada@example.org"];
    assert_eq!(installation.done(&remove).json()["outcome"], "applied");
    assert_eq!(installation.done(&remove).json()["outcome"], "unchanged");
    assert_eq!(installation.done(&["mail", "suppressions"]).json()["items"].as_array().unwrap().len(), 0);
}

/// REG-36, REG-37
#[test]
fn an_edited_text_holds_from_the_next_mail_sent_also_for_one_queued_before() {
    let installation = school();
    let kind = "order_confirmation";
    installation.done(&["mail", "send", "--limit", "1"]);
    let edit = ["mail", "texts", "edit", kind, "--subject", "Thank you, {{ first_name }}"];
    assert_eq!(installation.done(&edit).json()["outcome"], "applied");
    assert_eq!(installation.done(&edit).json()["outcome"], "unchanged");
    installation.done(&["mail", "send"]);
    let listed = mails(&installation, &[]);
    let subjects: Vec<_> = listed.iter().map(|mail| mail["subject"].as_str().unwrap()).collect();
    assert_eq!(subjects, ["Your order: Science <basics>", "Thank you, Grace"]);
    assert_eq!(installation.mailbox.mails()[1].subject.reveal(), "Thank you, Grace");
    assert_eq!((&listed[0]["text_version"], &listed[1]["text_version"]), (&0.into(), &1.into()));
    assert_eq!(installation.done(&["mail", "texts", "reset", kind]).json()["outcome"], "applied");
    let history = installation.done(&["mail", "texts", "history", kind]).json();
    let versions: Vec<_> = history["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|text| (text["version"].clone(), text["is_built_in"].clone()))
        .collect();
    assert_eq!(versions, [(2.into(), true.into()), (1.into(), false.into()), (0.into(), true.into())]);
    assert_eq!(history["items"][1]["actor"], "tester");
    let earlier = installation.done(&["mail", "texts", "show", kind, "--version", "1"]).json();
    assert_eq!(earlier["subject"], "Thank you, {{ first_name }}");
    assert_eq!(installation.run(&["mail", "texts", "show", kind, "--version", "7"]).code, 3);
}

/// REG-36
#[test]
fn the_text_that_people_know_as_reg_code_email_text_is_edited_from_files() {
    let installation = Installation::ready();
    let (_text, text) = file("\u{feff}Come!\r\n{{ link }}\r\n");
    let (_html, html) = file("<p>Come! {{ link }}</p>");
    let alone = installation.done(&["mail", "texts", "edit", "RegCodeEmailText", "--text-file", &text]);
    assert!(alone.notes.contains("--html-file changes it"), "{}", alone.notes);
    let both = ["mail", "texts", "edit", "RegCodeEmailText", "--text-file", &text, "--html-file", &html];
    assert_eq!(installation.done(&both).json()["id"], "seat_invitation");
    let shown = installation.done(&["mail", "texts", "show", "seat_invitation"]).json();
    assert_eq!(
        (&shown["text"], &shown["html"]),
        (&"Come!\n{{ link }}\n".into(), &"<p>Come! {{ link }}</p>".into())
    );
    assert_eq!((&shown["is_built_in"], &shown["version"]), (&false.into(), &2.into()));
    assert!(shown["variables"].as_array().unwrap().iter().any(|known| known["name"] == "buyer"));
    let looks = installation.done(&["mail", "preview", "RegCodeEmailText", "--html"]).output;
    assert_eq!(looks, "<p>Come! [link]</p>\n");
}

/// REG-36
#[test]
fn an_edit_that_would_break_the_text_is_refused_with_line_and_variable_and_changes_nothing() {
    let installation = Installation::ready();
    let (_folder, path) = file("Dear {{ first_name }},\n\n{{ lnik }}\n");
    let refused = installation.run(&["mail", "texts", "edit", "seat_invitation", "--text-file", &path]);
    let error = refused.error();
    assert_eq!((refused.code, &error["rules"][0]), (1, &"REG-36".into()));
    let message = error["message"].as_str().unwrap();
    assert!(message.contains("the text of seat_invitation cannot be used: line 3 names `lnik`"), "{message}");
    let subject = ["mail", "texts", "edit", "seat_invitation", "--subject", "{{ link }}"];
    assert_eq!(installation.run(&subject).code, 1);
    assert_eq!(installation.run(&["mail", "texts", "edit", "seat_invitation"]).code, 2);
    assert_eq!(installation.run(&["mail", "texts", "edit", "invitation", "--subject", "a"]).code, 2);
    assert_eq!(installation.run(&["mail", "texts", "edit", "welcome", "--text-file", "/nowhere/x"]).code, 5);
    let texts = installation.done(&["mail", "texts"]).json();
    let texts = texts["items"].as_array().unwrap().clone();
    assert_eq!((texts.len(), texts.iter().all(|text| text["version"] == 0)), (16, true));
}

/// REG-36
#[test]
fn a_rehearsed_edit_shows_the_mail_and_changes_nothing() {
    let mut installation = Installation::ready();
    "Come to {{ product }}!\n{{ link }}".clone_into(&mut installation.input);
    let edit =
        ["mail", "texts", "edit", "seat_invitation", "--text-file", "-", "--dry-run", "--output", "table"];
    let looks = installation.done(&edit).output;
    assert!(looks.ends_with("\nCome to Algebra and Geometry!\n[link]\n"), "{looks}");
    assert_eq!(installation.done(&["mail", "texts", "list"]).json()["items"][3]["version"], 0);
}

#[test]
fn every_kind_of_mail_has_a_text_to_show_and_a_preview() {
    let installation = Installation::ready();
    let texts = installation.done(&["mail", "texts"]).json();
    for text in texts["items"].as_array().unwrap() {
        let kind = text["kind"].as_str().unwrap();
        let shown = installation.done(&["mail", "texts", "show", kind, "--output", "table"]).output;
        assert!(shown.contains("What it may use") && shown.contains("sender"), "{shown}");
        let preview = installation.done(&["mail", "preview", kind]).json();
        assert!(!preview["subject"].as_str().unwrap().contains("{{"));
        assert!(preview["html"].as_str().unwrap().starts_with("<!doctype html>"));
    }
}

/// MAIL-04, N35
#[test]
fn the_link_of_an_invitation_is_in_the_mail_sent_and_nowhere_else() {
    let installation = school();
    let price = [
        "price",
        "add",
        "SEATS",
        "--product",
        "SCIENCE",
        "--amount",
        "49",
        "--duration",
        "365 days",
        "--registration-codes",
        "yes",
    ];
    installation.done(&price);
    installation.done(&[
        "order",
        "place",
        "--customer",
        "ada@example.org",
        "--price",
        "SEATS",
        "--quantity",
        "2",
    ]);
    let invite =
        ["seat", "invite", "--buyer", "ada@example.org", "--product", "SCIENCE", "--to", "new@example.org"];
    installation.done(&invite);
    let before = all_that_is_said(&installation);
    installation.done(&["mail", "send"]);
    let mails = installation.mailbox.mails();
    let invitation = mails.iter().find(|mail| mail.to.reveal().as_typed() == "new@example.org").unwrap();
    let link = invitation.text.reveal().lines().find(|line| line.contains("/invitation/")).unwrap();
    assert!(invitation.html.reveal().contains(&format!("<a href=\"{link}\">")));
    let secret = link.rsplit('/').next().unwrap();
    assert!(secret.len() >= 52, "{link}");
    let after = all_that_is_said(&installation);
    for said in [before, after] {
        assert!(!said.contains(secret));
        assert!(said.contains("[link]"));
    }
}

/// What every command that shows mails or the log says of them.
fn all_that_is_said(installation: &Installation) -> String {
    let mut said = installation.done(&["mail", "list"]).output;
    for mail in mails(installation, &[]) {
        for command in ["show", "preview"] {
            for form in ["json", "table"] {
                said += &installation.done(&["mail", command, id_of(&mail), "--output", form]).output;
            }
        }
    }
    said + &installation.done(&["customer", "activity", "ada@example.org"]).output
}

/// MAIL-15, MAIL-06
#[test]
fn what_an_inactive_account_would_get_is_held_back_shown_with_its_reason_and_queued_anew_by_hand() {
    let installation = school();
    installation.done(&["customer", "status", "ada@example.org", "inactive"]);
    let sent = installation.done(&["mail", "send"]).json();
    assert_eq!((&sent["sent"], &sent["held_back"]), (&1.into(), &1.into()));
    let held_back = mails(&installation, &["--state", "held-back"]);
    assert_eq!((held_back.len(), &held_back[0]["state"]), (1, &"held_back".into()));
    assert_eq!(held_back[0]["problem"], "the account is inactive (MAIL-15)");
    let shown = installation.done(&["mail", "show", id_of(&held_back[0])]).json();
    assert_eq!((&shown["state"], &shown["problem"]), (&held_back[0]["state"], &held_back[0]["problem"]));
    // Neither time nor a status brings it back.
    installation.done(&["customer", "status", "ada@example.org", "active"]);
    assert_eq!(installation.done(&["mail", "send"]).json()["sent"], 0);
    installation.done(&["customer", "status", "ada@example.org", "inactive"]);
    let anew = installation.done(&["mail", "requeue", id_of(&held_back[0])]).json();
    assert_eq!(anew["mails"].as_array().unwrap().len(), 1);
    assert_eq!(installation.done(&["mail", "send"]).json()["sent"], 1);
    let again = installation.run(&["mail", "requeue", id_of(&held_back[0])]);
    assert_eq!(again.code, 1, "{}", again.notes);
    assert!(again.notes.contains("queued anew already"), "{}", again.notes);
}
