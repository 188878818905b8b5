use std::fs;

use crate::testing::{Installation, Said};

fn verify(installation: &Installation, anchors: Option<&str>) -> Said {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("anchors.jsonl");
    let Some(anchors) = anchors else { return installation.run(&["audit", "verify"]) };
    fs::write(&path, anchors).unwrap();
    installation.run(&["audit", "verify", "--anchor", path.to_str().unwrap()])
}

fn head(installation: &Installation) -> String {
    installation.done(&["audit", "head"]).output
}

/// A tenant with some history, and one reason in it.
fn filled() -> Installation {
    let installation = Installation::ready();
    installation.done(&["group", "add", "NIGHT", "--name", "Night shift"]);
    let ada = ["--email", "ada@example.org", "--first-name", "Ada", "--last-name", "Lovelace"];
    installation.done(&[&["customer", "add"], &ada[..]].concat());
    installation.done(&["customer", "status", "ada@example.org", "inactive", "--reason", "left"]);
    installation
}

/// I7
#[test]
fn a_log_that_nobody_touched_verifies_and_goes_on_from_its_anchor() {
    let installation = filled();
    let anchors = head(&installation);
    installation.done(&["group", "add", "DAY", "--name", "Day shift"]);
    let answer = installation.done(&["audit", "verify"]).json();
    assert_eq!((&answer["tenant"], &answer["anchors"]), (&"default".into(), &0.into()));
    let both = format!("{anchors}{}", head(&installation));
    let anchored = verify(&installation, Some(&both));
    assert_eq!((anchored.code, &anchored.json()["anchors"]), (0, &2.into()));
    assert_eq!(anchored.json()["chain"], answer["chain"]);
    let told = installation.done(&["audit", "verify", "--output", "table"]).output;
    assert!(told.contains("events are what was written") && told.contains("no anchor"), "{told}");
}

/// N124
#[test]
fn an_anchor_that_the_log_does_not_reach_or_does_not_pass_is_told_with_the_place() {
    let (shorter, longer) = (filled(), filled());
    let end = shorter.done(&["audit", "verify"]).json()["events"].as_u64().unwrap();
    longer.done(&["group", "add", "DAY", "--name", "Day shift"]);
    let cut = verify(&shorter, Some(&head(&longer)));
    assert_eq!((cut.code, cut.error()["details"]["problem"].as_str()), (1, Some("cut")));
    assert_eq!(cut.error()["details"]["sequence"], end + 1);
    longer.done(&["group", "add", "NOON", "--name", "Noon shift"]);
    shorter.done(&["group", "add", "DAWN", "--name", "Dawn shift"]);
    shorter.done(&["group", "add", "NOON", "--name", "Noon shift"]);
    let anew = verify(&shorter, Some(&head(&longer)));
    assert_eq!((anew.code, anew.error()["details"]["problem"].as_str()), (1, Some("made_anew")));
    assert!(anew.error()["message"].as_str().unwrap().contains("not what was written"));
}

#[test]
fn a_file_that_has_no_anchor_of_this_tenant_proves_nothing_and_is_wrong_usage() {
    let installation = filled();
    let elsewhere = head(&installation).replace("default", "school");
    for anchors in ["", "what is this", "{}", &elsewhere] {
        assert_eq!(verify(&installation, Some(anchors)).code, 2, "{anchors}");
    }
    assert_eq!(installation.run(&["audit", "verify", "--anchor", "/nowhere/at/all"]).code, 5);
}

#[test]
fn a_tenant_that_is_not_there_has_no_log() {
    let installation = filled();
    for verb in ["verify", "head"] {
        assert_eq!(installation.run(&["audit", verb, "--tenant", "nowhere"]).code, 3, "{verb}");
    }
}
