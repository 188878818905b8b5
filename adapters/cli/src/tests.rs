//! The command line as a whole.

use clap::CommandFactory;

use crate::args::Arguments;
use crate::testing::Installation;

#[test]
fn the_definition_of_the_command_line_is_free_of_contradictions() {
    Arguments::command().debug_assert();
}

#[test]
fn every_command_explains_itself_with_an_example() {
    fn visit(command: &clap::Command, path: &str, without: &mut Vec<String>) {
        let mut verbs = command.get_subcommands().peekable();
        if verbs.peek().is_none() {
            let help = command.get_after_help().map(ToString::to_string).unwrap_or_default();
            if !help.contains(path) || command.get_about().is_none() {
                without.push(path.to_owned());
            }
        }
        for verb in verbs {
            visit(verb, &format!("{path} {}", verb.get_name()), without);
        }
    }
    let mut without = Vec::new();
    visit(&Arguments::command(), "rollbook", &mut without);
    assert_eq!(without, Vec::<String>::new());
}

#[test]
fn a_tenant_is_made_once_and_the_second_time_nothing_changes() {
    let installation = Installation::empty();
    let first = installation.done(&["init", "--time-zone", "Europe/Berlin", "--currency", "EUR"]).json();
    assert_eq!((first["id"].as_str(), first["outcome"].as_str()), (Some("default"), Some("applied")));
    let second = installation.done(&["init"]).json();
    assert_eq!(
        (second["outcome"].as_str(), second["time_zone"].as_str()),
        (Some("unchanged"), Some("Europe/Berlin"))
    );
}

#[test]
fn a_command_before_init_says_what_to_do() {
    let said = Installation::empty().run(&["settings", "show"]);
    assert_eq!(said.code, 3);
    assert_eq!(said.error()["kind"], "not_found");
    assert!(said.error()["message"].as_str().unwrap().contains("`rollbook init`"));
}

#[test]
fn a_setting_is_changed_once_and_shown_as_changed() {
    let installation = Installation::ready();
    let set = ["settings", "set", "import_max_rows", "250000"];
    assert_eq!(installation.done(&set).json()["outcome"], "applied");
    assert_eq!(installation.done(&set).json()["outcome"], "unchanged");
    let shown = installation.done(&["settings", "show"]).json();
    let item =
        shown["items"].as_array().unwrap().iter().find(|item| item["id"] == "import_max_rows").unwrap();
    assert_eq!(item["value"], "250000");
}

///
#[test]
fn a_setting_out_of_its_range_is_refused_with_the_rule_and_the_accepted_form() {
    let said = Installation::ready().run(&["settings", "set", "import_max_rows", "0"]);
    assert_eq!(said.code, 1);
    let error = said.error();
    assert_eq!((error["kind"].as_str(), error["rules"][0].as_str()), (Some("refused"), Some("Q-26")));
    assert!(error["message"].as_str().unwrap().contains("1 to 10000000"));
}

#[test]
fn an_error_for_people_names_the_rule_and_how_to_read_it() {
    let said = Installation::ready().run(&["settings", "set", "import_max_rows", "0", "--output", "table"]);
    assert!(said.notes.starts_with("error: "), "{}", said.notes);
    assert!(said.notes.contains("(Q-26)") && said.notes.contains("`rollbook rules show Q-26`"));
    assert!(said.output.is_empty());
}

#[test]
fn a_pretended_instant_needs_a_tenant_that_allows_it() {
    let installation = Installation::ready();
    let pretend = ["settings", "show", "--now", "2026-01-01T00:00:00Z"];
    let refused = installation.run(&pretend);
    assert_eq!(refused.code, 2);
    assert!(refused.error()["message"].as_str().unwrap().contains("test_clock"));
    installation.done(&["settings", "set", "test_clock", "yes"]);
    installation.done(&pretend);
}

#[test]
fn wrong_usage_is_told_in_the_form_of_the_output() {
    let installation = Installation::ready();
    let json = installation.run(&["settings", "set", "colour", "blue"]);
    assert_eq!((json.code, json.error()["kind"].as_str()), (2, Some("usage")));
    let words = installation.run(&["settings", "set", "colour", "blue", "--output", "table"]);
    assert!(words.notes.starts_with("error: invalid value 'colour'"), "{}", words.notes);
    assert_eq!(installation.run(&["--database", "mysql:there", "settings", "show"]).code, 2);
}

#[test]
fn a_database_that_is_not_there_is_unavailable() {
    let said = Installation::ready().run(&["--database", "sqlite:nowhere", "settings", "show"]);
    assert_eq!((said.code, said.error()["kind"].as_str()), (5, Some("unavailable")));
}

#[test]
fn rules_are_found_in_any_letter_case_and_unknown_ones_are_not_found() {
    let installation = Installation::empty();
    let rule = installation.done(&["rules", "show", "acc-10"]).json();
    assert_eq!(rule["id"], "ACC-10");
    assert_eq!(installation.run(&["rules", "show", "ACC-99"]).code, 3);
    let listed = installation.done(&["rules", "list", "--area", "acc"]).json();
    assert!(listed["items"].as_array().unwrap().iter().all(|rule| rule["area"] == "ACC"));
    assert!(listed["next"].is_null());
}

#[test]
fn doctor_fails_when_something_fails() {
    let installation = Installation::ready();
    let well = installation.done(&["doctor"]).json();
    let health = |id: &str| {
        let items = well["items"].as_array().unwrap();
        items.iter().find(|item| item["id"] == id).unwrap()["health"].clone()
    };
    assert_eq!((health("tenant"), health("clock"), health("log")), ("ok".into(), "ok".into(), "ok".into()));
    let ill = installation.run(&["doctor", "--database", "sqlite:nowhere"]);
    assert_eq!(ill.code, 1);
    assert!(ill.json()["items"].as_array().unwrap().iter().any(|item| item["health"] == "fail"));
}

#[test]
fn a_list_is_a_table_for_people_and_lines_for_spreadsheets() {
    let installation = Installation::ready();
    let table = installation.done(&["settings", "show", "--output", "table"]).output;
    let mut lines = table.lines();
    let header = lines.next().unwrap();
    assert_eq!(header.split_whitespace().collect::<Vec<_>>(), ["SETTING", "VALUE", "ACCEPTED"]);
    let place = header.find("VALUE").unwrap();
    assert!(lines.all(|line| line.as_bytes()[place - 1] == b' ' && line.as_bytes()[place] != b' '));
    let csv = installation.done(&["settings", "show", "--output", "csv"]).output;
    assert!(csv.starts_with("id,value,accepted\ntime_zone,Europe/Berlin,"), "{csv}");
}

#[test]
fn every_shell_gets_its_completions() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let script = Installation::empty().done(&["completions", shell]).output;
        assert!(script.contains("rollbook") && script.contains("doctor"));
    }
}

#[test]
fn a_list_comes_in_pages_that_join_to_the_whole() {
    let installation = Installation::ready();
    for number in 0..7 {
        let code = format!("group-{number}");
        installation.done(&["group", "add", &code, "--name", "A group"]);
    }
    let codes = |page: &serde_json::Value| -> Vec<String> {
        let items = page["items"].as_array().unwrap();
        items.iter().map(|item| item["code"].as_str().unwrap().to_owned()).collect()
    };
    let whole = codes(&installation.done(&["group", "list", "--all"]).json());
    assert_eq!(whole.len(), 7);
    let mut joined = Vec::new();
    let mut after: Option<String> = None;
    loop {
        let mut arguments = vec!["group", "list", "--limit", "3"];
        if let Some(cursor) = &after {
            arguments.extend(["--after", cursor]);
        }
        let page = installation.done(&arguments).json();
        assert!(codes(&page).len() <= 3);
        joined.extend(codes(&page));
        match page["next"].as_str() {
            Some(next) => after = Some(next.to_owned()),
            None => break,
        }
    }
    assert_eq!(joined, whole);
    let wrong = installation.run(&["group", "list", "--after", "yesterday"]);
    assert_eq!((wrong.code, wrong.error()["kind"].as_str()), (2, Some("usage")));
}

#[test]
fn a_wide_letter_takes_its_room_in_a_table() {
    let installation = Installation::ready();
    installation.done(&["group", "add", "wide", "--name", "数学"]);
    installation.done(&["group", "add", "accented", "--name", "e\u{301}tude"]);
    let table = installation.done(&["group", "list", "--output", "table"]).output;
    let after_name = |name: &str| {
        let line = table.lines().find(|line| line.contains(name)).unwrap();
        line.split(name).nth(1).unwrap().chars().take_while(|letter| *letter == ' ').count()
    };
    assert_eq!(after_name("数学") + 4, after_name("étude") + 5, "{table}");
}

#[test]
fn wrong_usage_is_one_sentence_for_programs_and_keeps_its_tip() {
    let installation = Installation::ready();
    let message =
        |arguments: &[&str]| installation.run(arguments).error()["message"].as_str().unwrap().to_owned();
    let unknown = message(&["settings", "set", "zzz", "blue"]);
    assert!(
        unknown.starts_with("invalid value 'zzz'") && unknown.ends_with("keep_inactive_days]"),
        "{unknown}"
    );
    let tip = message(&["customer", "list", "--ouput", "json"]);
    assert_eq!(tip, "unexpected argument '--ouput' found; tip: a similar argument exists: '--output'");
    let missing = message(&["access", "check", "--course", "ALGEBRA"]);
    assert_eq!(missing, "the following required arguments were not provided: --customer <EMAIL|ID>");
}

#[test]
fn a_number_below_zero_is_a_value_that_is_told_what_is_accepted() {
    let installation = Installation::ready();
    let price = ["price", "add", "X", "--product", "X", "--duration", "1 month", "--amount", "-1"];
    let item =
        ["item", "add", "X", "--course", "X", "--title", "X", "--kind", "quiz", "--attempt-limit", "-1"];
    for (arguments, value) in
        [(&price[..], "`-1`"), (&item[..], "'-1'"), (&["group", "list", "--limit", "-1"], "'-1'")]
    {
        let said = installation.run(arguments);
        let message = said.error()["message"].as_str().unwrap().to_owned();
        assert!(said.code == 2 && message.contains(value) && !message.contains("unexpected"), "{message}");
    }
}

#[test]
fn a_tenant_that_is_not_there_is_named_with_the_command_that_makes_it() {
    let installation = Installation::ready();
    let said = installation.run(&["group", "list", "--tenant", "academy"]);
    let expected = "there is no tenant `academy`; `rollbook init --tenant academy` makes it";
    assert_eq!((said.code, said.error()["message"].as_str()), (3, Some(expected)));
}

#[test]
fn a_second_init_warns_of_settings_that_it_leaves_as_they_are() {
    let installation = Installation::ready();
    assert_eq!(installation.done(&["init", "--currency", "eur"]).notes, "");
    let again = installation.done(&["init", "--time-zone", "America/Havana"]);
    assert!(
        again.notes.starts_with("warning: time_zone stays Europe/Berlin; `rollbook settings set time_zone"),
        "{}",
        again.notes
    );
}

/// Such an answer would say that a password was changed.
#[test]
fn an_end_for_passwords_is_not_told_as_a_new_password() {
    let installation = Installation::ready();
    let name = ["--first-name", "Ada", "--last-name", "Lovelace"];
    installation.done(&[&["customer", "add", "--email", "ada@example.org"], &name[..]].concat());
    let password = |option: &[&str]| {
        let arguments = [&["customer", "password", "ada@example.org", "--output", "table"], option].concat();
        installation.done(&arguments).output
    };
    let told = password(&["--expire-after", "90"]);
    assert!(
        told.starts_with("changed customer ada@example.org, whose password expires after 90 days"),
        "{told}"
    );
    assert!(password(&["--never-expire"]).contains("whose password never expires"));
}
