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
    assert!(made.notes.starts_with("Next:"), "{made:?}");
    let again = installation.done(&["init", "--output", "json", "--quiet"]);
    assert_eq!((again.json()["outcome"].as_str(), again.notes.as_str()), (Some("unchanged"), ""));
}
