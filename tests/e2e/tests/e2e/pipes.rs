//! Output that nobody reads to its end.

use rollbook_e2e::Installation;

#[test]
fn a_reader_that_leaves_early_is_no_error() {
    let installation = Installation::empty();
    let mut listing =
        installation.command(&["rules", "list", "--output", "json"]).spawn().expect("the program starts");
    drop(listing.stdout.take());
    let ended = listing.wait_with_output().expect("the program ends");
    assert_eq!(ended.status.code(), Some(0));
    assert_eq!(String::from_utf8_lossy(&ended.stderr), "");
}

#[test]
fn help_for_a_reader_that_leaves_early_is_no_error() {
    let installation = Installation::empty();
    let mut help = installation.command(&["--help"]).spawn().expect("the program starts");
    drop(help.stdout.take());
    assert_eq!(help.wait_with_output().expect("the program ends").status.code(), Some(0));
}

#[test]
fn data_goes_to_one_stream_and_everything_else_to_the_other() {
    let installation = Installation::empty();
    let made = installation.done(&["init", "--output", "json"]);
    assert_eq!(made.json()["outcome"], "applied");
    let notes: Vec<&str> = made.notes.lines().collect();
    assert!(notes[0].starts_with("Its keys are in ") && notes[1].starts_with("Next:"), "{made:?}");
    let again = installation.done(&["init", "--output", "json", "--quiet"]);
    assert_eq!((again.json()["outcome"].as_str(), again.notes.as_str()), (Some("unchanged"), ""));
}

#[test]
fn where_a_person_sees_both_streams_a_note_on_a_list_comes_after_it() {
    let installation = Installation::empty();
    installation.done(&["demo"]);
    let path = installation.write("both.txt", "");
    let both = std::fs::File::options().append(true).open(&path).expect("the file");
    let mut listing = installation.command(&["customer", "list", "--limit", "2", "--output", "table"]);
    listing.stdout(both.try_clone().expect("the file again")).stderr(both);
    assert!(listing.status().expect("the program starts").success());
    let said = std::fs::read_to_string(path).expect("what was said");
    let last = said.lines().last().unwrap_or_default();
    assert!(said.starts_with("ID ") && last.starts_with("There is more: --after cus_"), "{said}");
}
