//! What the program's own statements say, read from its sources.

use std::collections::BTreeSet;
use std::fs;

use crate::laid_out::{files, laid_out, words};
use crate::schema::WITHOUT_INDEX;

/// The texts that stand in the sources, with the file of each.
fn texts() -> Vec<(String, String)> {
    let mut found = Vec::new();
    for file in files("postgres/src", "rs") {
        let source = fs::read_to_string(&file).unwrap();
        let name = file.file_name().unwrap().to_string_lossy().into_owned();
        found.extend(texts_of(&source).into_iter().map(|text| (name.clone(), text)));
    }
    found
}

/// The string literals of a source; comments and characters are passed over.
fn texts_of(source: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut rest = source;
    while let Some(place) = rest.find(['"', '/', '\'']) {
        rest = &rest[place..];
        if rest.starts_with("//") {
            rest = rest.split_once('\n').map_or("", |(_, after)| after);
        } else if rest.starts_with("'\"'") {
            rest = &rest[3..];
        } else if let Some(after) = rest.strip_prefix('"') {
            let mut text = String::new();
            let mut letters = after.char_indices();
            let mut end = after.len();
            while let Some((place, letter)) = letters.next() {
                match letter {
                    '"' => {
                        end = place + 1;
                        break;
                    }
                    '\\' => text.extend(letters.next().map(|(_, escaped)| escaped)),
                    letter => text.push(letter),
                }
            }
            found.push(text.split_whitespace().collect::<Vec<_>>().join(" "));
            rest = &after[end..];
        } else {
            rest = &rest[1..];
        }
    }
    found
}

/// The first word of a text that is made of letters, digits and `_`.
fn word(text: &str) -> &str {
    text.split(|letter: char| !letter.is_alphanumeric() && letter != '_').next().unwrap()
}

/// The words that follow another one in a text, each with the text after it.
fn after<'text>(text: &'text str, keyword: &str) -> Vec<(&'text str, &'text str)> {
    let follow = |(place, _): (usize, &str)| {
        let rest = text[place + keyword.len()..].trim_start();
        (word(rest), rest[word(rest).len()..].trim_start())
    };
    text.match_indices(keyword).map(follow).filter(|(word, _)| !word.is_empty()).collect()
}

#[test]
fn a_text_is_read_over_lines_and_past_comments() {
    let source = "// not \"this\"\nlet a = \"one \\\n   \\\"two\\\"\"; let b = '\"'; f(\"three\")";
    assert_eq!(texts_of(source), ["one \"two\"", "three"]);
}

/// Joined tables are joined by the tenant as well, so that a server that holds some tenants can answer by itself.
#[test]
fn every_join_of_a_table_names_the_tenant() {
    let database = laid_out();
    let tables: BTreeSet<String> = words(
        &database,
        "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' \
         AND relname NOT IN ('tenants', 'schema_migrations')",
    )
    .into_iter()
    .collect();
    let mut joins = 0;
    for (file, text) in texts() {
        for (table, rest) in after(&text, " JOIN ") {
            if !tables.contains(table) {
                continue;
            }
            joins += 1;
            let alias = word(rest);
            let condition = rest.split(" JOIN ").next().unwrap().split(" WHERE ").next().unwrap();
            let is_named = condition.contains(&format!("{alias}.tenant_no"));
            assert!(is_named, "{file}: the join of {table} says nothing of the tenant: {text}");
        }
        // Tables that are merely listed would be joined by conditions that stand far from them.
        for (table, rest) in after(&text, " FROM ") {
            let listed = rest.trim_start_matches(|letter: char| letter.is_alphanumeric() || letter == '_');
            let is_listed = tables.contains(table) && listed.starts_with(", ");
            assert!(!is_listed, "{file}: write a JOIN: {text}");
        }
    }
    assert!(joins >= 5, "{joins}");
}

/// `schema::WITHOUT_INDEX` rests on this.
#[test]
fn what_others_refer_to_without_an_index_is_never_removed() {
    let database = laid_out();
    let sql = format!(
        "SELECT DISTINCT confrelid::regclass FROM pg_constraint WHERE contype = 'f' AND conname IN ('{}')",
        WITHOUT_INDEX.join("', '")
    );
    let referred = words(&database, &sql);
    assert!(referred.len() > 5, "{referred:?}");
    let texts = texts();
    let mut removals = 0;
    for (file, text) in &texts {
        for (table, _) in after(&format!(" {text}"), " DELETE FROM ") {
            removals += 1;
            assert!(!referred.iter().any(|referred| referred == table), "{file}: {text}");
        }
        assert!(!text.contains("TRUNCATE "), "{file}: {text}");
    }
    assert!(removals >= 1);
}
