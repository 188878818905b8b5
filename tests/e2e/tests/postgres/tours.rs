//! The README's tours, pasted into a shell, on a server.

use std::process::Stdio;

use rollbook_e2e::{Said, fixtures, program};

use crate::house::{House, database};

const README: &str = include_str!("../../../../README.md");

/// The shell blocks of a section.
fn commands(section: &str) -> String {
    let text = README.split("\n## ").find(|text| text.starts_with(section)).expect("the section is there");
    let blocks = text.split("```sh\n").skip(1);
    blocks.filter_map(|block| Some(block.split_once("```")?.0)).collect()
}

/// `rollbook serve` stays until it is told to end, so it is told once it says that it has begun.
const ENDING_WHAT_STAYS: &str = r#"rollbook() {
    if [ "$1" != serve ]; then command rollbook "$@"; return; fi
    mkfifo said
    command rollbook "$@" 2> said &
    exec 3< said
    read -r begun <&3
    kill -TERM $!
    wait $!
}"#;

/// Runs commands with this house's database in place of the one they name.
fn pasted(house: &House, commands: &str) -> Said {
    let folder = program().parent().expect("the program lies in a folder").display();
    let mut command = house.command(&[]);
    let mut shell = std::process::Command::new("bash");
    shell.args(["-e", "-c", &format!("PATH='{folder}':\"$PATH\"\n{ENDING_WHAT_STAYS}\n{commands}")]);
    for (name, value) in command.env("TMPDIR", house.place.folder()).get_envs() {
        match value {
            Some(value) => shell.env(name, value),
            None => shell.env_remove(name),
        };
    }
    shell.current_dir(house.place.folder()).stdin(Stdio::null());
    Said::from_finished(&shell.output().expect("bash starts"))
}

/// What the commands print is what the comments beside them say, as on `SQLite`.
#[cfg(unix)]
#[test]
fn the_tour_of_seats_goes_as_on_sqlite() {
    let database = database();
    let house = House::at(database.url());
    let commands = commands("Seats in five minutes").replace(
        "export ROLLBOOK_DATABASE=sqlite:seats.db\n",
        "export ROLLBOOK_KEY_FILE=$PWD/keys ROLLBOOK_MAIL_URL=file:seats.db.mail\n",
    );
    assert!(!commands.contains("sqlite:"), "{commands}");
    let said = pasted(&house, &commands);
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

/// What is read of the year in February and in July is the same on a server as in a file, to the letter.
#[cfg(unix)]
#[test]
fn the_year_reads_the_same_as_on_sqlite() {
    let database = database();
    let on_server = House::at(database.url());
    let in_file = House::at("sqlite:year.db");
    let commands = commands("Five minutes with a real year");
    let (_, from_init) = commands.split_once("rollbook init").expect("the tour begins with init");
    let tour = format!("cd '{}'\nrollbook init{from_init}", fixtures("oulad").display());
    let in_file = House { url: format!("sqlite:{}", in_file.place.path("year.db").display()), ..in_file };
    let (server, file) = (pasted(&on_server, &tour), pasted(&in_file, &tour));
    assert_eq!((server.code, file.code), (Some(0), Some(0)), "{server:?} {file:?}");
    let reads = |said: &Said| said.output.split_once("enrolled").map(|(_, reads)| reads.to_owned());
    assert!(reads(&server).is_some_and(|reads| reads.len() > 1000), "{server:?}");
    assert_eq!(without_ids(&server.output), without_ids(&file.output));
}

/// Two installations differ in their addresses and ids, and in when they were made.
fn without_ids(output: &str) -> Vec<String> {
    let is_word = |letter: char| letter.is_ascii_alphanumeric() || letter == '_';
    let bare = |line: &str| {
        let before_instant = line.split("  import  ").next().unwrap_or_default();
        let pieces = before_instant.split_inclusive(|letter: char| !is_word(letter));
        pieces.map(|piece| if piece.len() > 28 { "ID" } else { piece }).collect::<String>()
    };
    let is_telling =
        |line: &&str| !["\"database\"", "\"key_file\"", "_at\""].iter().any(|word| line.contains(word));
    output.lines().filter(is_telling).map(bare).collect()
}

#[cfg(unix)]
#[test]
fn the_readme_s_words_on_many_machines_are_true() {
    let database = database();
    let house = House::at(database.url());
    let commands = commands("Many machines, one database");
    for variable in ["ROLLBOOK_DATABASE=postgres://", "ROLLBOOK_KEY_FILE=/", "ROLLBOOK_MAIL_URL=smtp://"] {
        assert!(commands.contains(&format!("export {variable}")), "{commands}");
    }
    let own: Vec<&str> = commands.lines().filter(|line| !line.starts_with("export ")).collect();
    // The server of tests forgets what it promised when the machine stops, which the doctor fails it for.
    let own = own.join("\n").replace("rollbook doctor", "rollbook doctor || true");
    let said = pasted(&house, &own);
    assert_eq!(said.code, Some(0), "{said:?}");
    assert!(said.output.contains("\"applied\"") && said.output.contains("\"row_security\""), "{said:?}");
}
