use std::collections::BTreeSet;

use rollbook_domain::rule::{self, RuleId};

/// A test, and the rules that it names in its doc comment or its body.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct RuleTest {
    pub(crate) name: String,
    pub(crate) path: String,
    pub(crate) rules: BTreeSet<RuleId>,
}

/// The tests of a file that name a rule: as `CUS-29` in words, or as `CUS_29` in code.
///
/// A test is a function with a `test` attribute, also inside `proptest!`; in the conformance suite, where the stores
/// give the attribute, it is every function that the `cases!` of its file lists.
pub(crate) fn tests(path: &str, text: &str) -> Vec<RuleTest> {
    let lines: Vec<&str> = text.lines().collect();
    let cases = if path.starts_with("tests/contract/") { cases_in(&lines) } else { BTreeSet::new() };
    let mut found = Vec::new();
    for (index, line) in lines.iter().enumerate() {
        let Some(name) = function_name(line) else { continue };
        let head = head_of(&lines, index);
        let is_test = cases.contains(name) || head.iter().any(|line| is_test_attribute(line.trim()));
        let rules = rules_in(head.iter().chain(body_of(&lines, index)));
        if is_test && !rules.is_empty() {
            found.push(RuleTest { name: name.to_owned(), path: path.to_owned(), rules });
        }
    }
    found
}

fn function_name(line: &str) -> Option<&str> {
    let (before, after) = line.split_once("fn ")?;
    let is_item = before.split_whitespace().all(|word| {
        matches!(word, "async" | "pub" | "const") || (word.starts_with("pub(") && word.ends_with(')'))
    });
    let name = after.split(|character: char| !character.is_alphanumeric() && character != '_').next()?;
    (is_item && !name.is_empty()).then_some(name)
}

/// The functions that a file of the conformance suite lists as its cases.
fn cases_in<'file>(lines: &[&'file str]) -> BTreeSet<&'file str> {
    let listed = lines.iter().skip_while(|line| !line.starts_with("cases! {")).skip(1);
    listed.take_while(|line| **line != "}").map(|line| line.trim().trim_end_matches(',')).collect()
}

fn is_test_attribute(line: &str) -> bool {
    line.strip_prefix("#[").is_some_and(|rest| {
        let path = rest.split(['(', ']']).next().unwrap_or("");
        path == "test" || path.ends_with("::test")
    })
}

/// The doc comments and attributes right above a function.
fn head_of<'file>(lines: &[&'file str], function: usize) -> Vec<&'file str> {
    let above = lines[..function].iter().rev();
    let is_head = |line: &&&str| line.trim().starts_with("///") || line.trim().starts_with("#[");
    above.take_while(is_head).copied().collect()
}

/// The function down to the brace that closes it, which formatted code sets below the first letter of its line.
fn body_of<'lines, 'file>(lines: &'lines [&'file str], function: usize) -> &'lines [&'file str] {
    let first = lines[function];
    let indentation = &first[..first.len() - first.trim_start().len()];
    let closes = |line: &&str| line.strip_prefix(indentation).is_some_and(|rest| rest == "}");
    let is_one_line = first.trim_end().ends_with('}');
    let length = if is_one_line { Some(0) } else { lines[function..].iter().position(closes) };
    length.map_or(&lines[function..], |length| &lines[function..=function + length])
}

fn rules_in<'line>(lines: impl Iterator<Item = &'line &'line str>) -> BTreeSet<RuleId> {
    let is_word = |character: char| character.is_ascii_alphanumeric() || matches!(character, '-' | '_');
    lines.flat_map(|line| line.split(move |character| !is_word(character))).filter_map(rule_of_word).collect()
}

fn rule_of_word(word: &str) -> Option<RuleId> {
    let id = word.replace('_', "-");
    rule::find(&id).map(|rule| rule.id).filter(|found| found.as_str() == id)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(path: &str, text: &str) -> Vec<(String, Vec<String>)> {
        let tests = tests(path, text).into_iter();
        tests.map(|test| (test.name, test.rules.iter().map(ToString::to_string).collect())).collect()
    }

    #[test]
    fn rules_are_named_in_the_doc_comment_or_in_the_body() {
        let text = "\
/// CUS-29, N10
#[test]
fn one_email_is_one_account() {
    assert_eq!(1, 1);
}

#[tokio::test]
async fn a_refusal_cites_its_rule() {
    if true {
        assert_eq!(refused.rules(), [CUS_11, rule::ACC_10]);
    }
}
";
        let expected = [
            ("one_email_is_one_account".to_owned(), vec!["CUS-29".to_owned()]),
            ("a_refusal_cites_its_rule".to_owned(), vec!["CUS-11".to_owned(), "ACC-10".to_owned()]),
        ];
        assert_eq!(named("domain/src/customer/add.rs", text), expected);
    }

    #[test]
    fn functions_that_are_no_tests_prove_nothing() {
        let text =
            "/// Adds (CUS-26).\npub fn add() -> RuleId {\n    CUS_26\n}\n\n#[test]\nfn unrelated() {}\n";
        assert_eq!(named("domain/src/customer/add.rs", text), []);
    }

    #[test]
    fn every_case_that_the_conformance_suite_lists_is_a_test() {
        let text = "\
cases! { access:
    a_window_is_half_open,
}

/// ACC-10
fn a_window_is_half_open(fixture: &Fixture) {
}

/// ACC-11
fn grants_of(fixture: &Fixture) {
}
";
        let expected = [("a_window_is_half_open".to_owned(), vec!["ACC-10".to_owned()])];
        assert_eq!(named("tests/contract/src/access.rs", text), expected);
        assert_eq!(named("adapters/sqlite/src/access.rs", text), []);
    }

    #[test]
    fn only_whole_ids_that_are_in_the_book_count() {
        let text = "/// CUS-299, cus-29, XCUS-29, CUS-99, CUS-29-b\n#[test]\nfn a() {}\n";
        assert_eq!(named("domain/src/customer/add.rs", text), []);
    }

    #[test]
    fn a_test_ends_at_its_own_brace() {
        let text = "    #[test]\n    fn a() {\n        b();\n    }\n\n    const C: RuleId = CUS_29;\n";
        assert_eq!(named("domain/src/customer/add.rs", text), []);
    }
}
