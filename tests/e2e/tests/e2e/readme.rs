//! The README's tour of seats, pasted into a shell.

use std::process::Stdio;

use rollbook_e2e::{Installation, Said, program};

const README: &str = include_str!("../../../../README.md");

/// The shell blocks of a section.
fn commands(section: &str) -> String {
    let text = README.split("\n## ").find(|text| text.starts_with(section)).expect("the section is there");
    let blocks = text.split("```sh\n").skip(1);
    blocks.filter_map(|block| Some(block.split_once("```")?.0)).collect()
}

/// What the commands print is what the comments beside them say.
#[cfg(unix)]
#[test]
fn the_tour_of_seats_works_as_it_is_written() {
    let place = Installation::empty();
    let folder = program().parent().expect("the program lies in a folder").display();
    let commands = commands("Seats in five minutes");
    let mut shell = std::process::Command::new("bash");
    shell.args(["-e", "-c", &format!("PATH='{folder}':\"$PATH\"\n{commands}")]);
    for variable in ["DATABASE", "KEY_FILE", "MAIL_URL", "MAIL_PASSWORD"] {
        shell.env_remove(format!("ROLLBOOK_{variable}"));
    }
    shell.current_dir(place.folder()).env("TMPDIR", place.folder()).stdin(Stdio::null());
    let said = Said::from_finished(&shell.output().expect("bash starts"));
    assert_eq!(said.code, Some(0), "{said:?}");
    let promised: Vec<&str> = commands
        .lines()
        .filter_map(|line| Some(line.split_once(" # ")?.1))
        .filter(|note| note.contains(" seats: "))
        .collect();
    let noted: Vec<&str> = said.notes.lines().filter(|note| note.contains(" seats: ")).collect();
    assert_eq!((promised.len(), noted), (2, promised.clone()));
    assert!(said.output.contains("\"allow\""), "Grace may open the course: {}", said.output);
}
