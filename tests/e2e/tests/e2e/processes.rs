//! Several processes on one database.

use crate::roster::{roster, with_catalogue};

#[test]
fn two_processes_that_write_at_once_wait_for_each_other_and_never_fail() {
    let installation = with_catalogue();
    installation.write("roster.csv", roster(2000));
    let add = |name: &str, number: u32| {
        let email = format!("{name}{number}@example.org");
        installation.run(&[
            "customer",
            "add",
            "--email",
            &email,
            "--first-name",
            name,
            "--last-name",
            "Writer",
        ])
    };
    let said = std::thread::scope(|scope| {
        let import = scope.spawn(|| vec![installation.run(&["import", "roster", "roster.csv"])]);
        let one = scope.spawn(|| (0..25).map(|number| add("one", number)).collect());
        let other = scope.spawn(|| (0..25).map(|number| add("other", number)).collect());
        [import, one, other].map(|thread| thread.join().expect("a thread that runs programs")).concat()
    });
    for said in &said {
        assert_eq!(said.code, Some(0), "{said:?}");
        assert!(!said.notes.contains("locked"), "{said:?}");
    }
    let listed = installation.done(&["customer", "list", "--all"]).json();
    assert_eq!(listed["items"].as_array().map(Vec::len), Some(2050));
}

/// CUS-29
#[test]
fn of_processes_that_add_one_email_at_once_exactly_one_succeeds() {
    let installation = with_catalogue();
    let add = || {
        installation.run(&[
            "customer",
            "add",
            "--email",
            "ada@example.org",
            "--first-name",
            "A",
            "--last-name",
            "L",
        ])
    };
    let codes = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..6).map(|_| scope.spawn(add)).collect();
        let mut codes: Vec<_> = threads
            .into_iter()
            .map(|thread| thread.join().expect("a thread that runs programs").code)
            .collect();
        codes.sort_unstable();
        codes
    });
    assert_eq!(codes, [0, 1, 1, 1, 1, 1].map(Some));
}
