use rollbook_domain::privacy::map::{Shown, TABLES};

use super::SUBJECTS;
use super::subjects::FOR_IMPORTS;

/// GDPR-01, GDPR-02, N121
#[test]
fn every_column_that_the_map_shows_is_in_the_file_that_it_names() {
    for table in TABLES {
        for column in table.personal {
            let Shown::In(file, header) = column.shown else { continue };
            let subject = SUBJECTS.iter().find(|subject| subject.name == file);
            let is_there = subject.is_some_and(|subject| subject.header.contains(&header));
            assert!(is_there, "{}.{} is to be shown in {file} under {header}", table.name, column.name);
        }
    }
}

/// GDPR-02, GDPR-12
#[test]
fn every_file_shows_a_column_of_the_map_and_none_is_there_twice() {
    let mapped = |name| {
        let mut columns = TABLES.iter().flat_map(|table| table.personal);
        columns.any(|column| matches!(column.shown, Shown::In(file, _) if file == name))
    };
    let mut names: Vec<_> = SUBJECTS.iter().map(|subject| subject.name).collect();
    assert!(names.iter().all(|name| mapped(*name)), "{names:?}");
    names.extend(FOR_IMPORTS.iter().map(|subject| subject.name));
    let count = names.len();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), count);
}
