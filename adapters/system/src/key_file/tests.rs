use std::collections::HashSet;

use tempfile::TempDir;

use super::*;

fn folder() -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("rollbook.db.key");
    (folder, path)
}

/// Writes a key file as a careful person would.
fn write(path: &Path, text: &str) {
    create_key_file(path).unwrap();
    std::fs::write(path, text).unwrap();
}

fn said(path: &Path) -> String {
    match read(path) {
        Ok(_) => "read".to_owned(),
        Err(error) => error.to_string(),
    }
}

#[test]
fn a_new_key_file_has_one_key_and_a_second_making_leaves_it() {
    let (_folder, path) = folder();
    assert!(create_key_file(&path).unwrap());
    let first = read(&path).unwrap().all;
    assert_eq!(first.len(), 1);
    assert!(first[0].1.iter().any(|byte| *byte != 0));
    assert!(!create_key_file(&path).unwrap());
    assert_eq!(read(&path).unwrap().all, first);
}

#[test]
fn ten_who_make_the_file_at_once_make_one() {
    let (_folder, path) = folder();
    let made = std::thread::scope(|scope| {
        let makers: Vec<_> = (0..10).map(|_| scope.spawn(|| create_key_file(&path).unwrap())).collect();
        makers.into_iter().map(|maker| maker.join().unwrap()).filter(|is_made| *is_made).count()
    });
    assert_eq!((made, key_numbers(&path).unwrap()), (1, vec![KeyNumber(1)]));
}

#[test]
fn rotations_at_once_add_a_key_each_and_lose_none() {
    let (_folder, path) = folder();
    create_key_file(&path).unwrap();
    let start = std::sync::Barrier::new(10);
    let add_some = || {
        start.wait();
        (0..20).map(|_| add_key(&path).unwrap().0).collect::<Vec<_>>()
    };
    let added: HashSet<u32> = std::thread::scope(|scope| {
        let adders: Vec<_> = (0..10).map(|_| scope.spawn(add_some)).collect();
        adders.into_iter().flat_map(|adder| adder.join().unwrap()).collect()
    });
    assert_eq!(added, (2..=201).collect());
    let keys = read(&path).unwrap().all;
    assert_eq!(keys.iter().map(|(_, key)| **key).collect::<HashSet<_>>().len(), 201);
}

#[cfg(unix)]
#[test]
fn a_key_file_that_others_may_read_is_refused_with_what_to_do() {
    use std::fs::{Permissions, set_permissions};
    use std::os::unix::fs::PermissionsExt;

    let (_folder, path) = folder();
    create_key_file(&path).unwrap();
    assert_eq!(path.metadata().unwrap().permissions().mode() & 0o777, 0o600);
    for mode in [0o644, 0o604, 0o602, 0o601, 0o620, 0o666] {
        set_permissions(&path, Permissions::from_mode(mode)).unwrap();
        let said = said(&path);
        assert!(said.contains("chmod 600") && said.contains(&format!("{mode:03o}")), "{said}");
        assert!(add_key(&path).is_err());
    }
    for mode in [0o600, 0o400, 0o640, 0o440] {
        set_permissions(&path, Permissions::from_mode(mode)).unwrap();
        assert_eq!(said(&path), "read", "{mode:o}");
    }
}

#[test]
fn a_missing_key_file_says_where_it_should_be() {
    let (_folder, path) = folder();
    let said = said(&path);
    assert!(said.contains("rollbook.db.key") && said.contains("backup"), "{said}");
    assert!(matches!(add_key(&path), Err(KeyFileError::Absent(_))));
}

#[test]
fn a_damaged_key_file_names_the_line_and_shows_nothing_of_a_key() {
    let (_folder, path) = folder();
    let key = "ab".repeat(32);
    for (text, line) in [
        (String::new(), 1),
        ("# nothing but words\n".to_owned(), 1),
        (format!("1 {key}\n2 {}\n", &key[1..]), 2),
        (format!("1 {key}\n2 {key}0\n"), 2),
        (format!("1 {key}\n\n1 {key}\n"), 3),
        (format!("0 {key}\n"), 1),
        (format!("one {key}\n"), 1),
        (key.clone(), 1),
        (format!("1 {}", "é".repeat(32)), 1),
    ] {
        write(&path, &text);
        let said = said(&path);
        assert!(said.starts_with(&format!("line {line} ")) && !said.contains("abab"), "{said}");
    }
}

#[test]
fn a_key_file_may_be_typed_with_blank_lines_words_and_gaps_in_the_numbers() {
    let (_folder, path) = folder();
    let (one, other) = ("ab".repeat(32), "CD".repeat(32));
    write(&path, &format!("# ours\r\n\r\n 3  {one} \r\n12 {other}"));
    let numbers = key_numbers(&path).unwrap();
    assert_eq!(numbers, [KeyNumber(3), KeyNumber(12)]);
    assert_eq!(*read(&path).unwrap().all[1].1, [0xcd; 32]);
}

#[test]
fn a_key_added_to_a_file_without_a_last_line_end_gets_a_line_of_its_own() {
    let (_folder, path) = folder();
    write(&path, &format!("3 {}", "ab".repeat(32)));
    assert_eq!(add_key(&path).unwrap(), KeyNumber(4));
    assert_eq!(key_numbers(&path).unwrap(), [KeyNumber(3), KeyNumber(4)]);
}
