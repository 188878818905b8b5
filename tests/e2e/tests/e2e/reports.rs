//! Organizations, teams, and the reports on their people.

use rollbook_e2e::Installation;

use crate::roster::HEADER;

/// Runs a command, its words divided by spaces; `_` is a space within a word of it.
fn done(school: &Installation, command: &str) -> String {
    let words: Vec<String> = command.split(' ').map(|word| word.replace('_', " ")).collect();
    school.done(&words.iter().map(String::as_str).collect::<Vec<_>>()).output
}

/// Two learners of `LEEDS`, which is below `ACME`, with the course `ALG` for 30 days; their manager belongs to nothing, and
/// the office administers `ACME`.
fn school() -> Installation {
    let school = Installation::ready();
    for command in [
        "course add ALG --title Algebra",
        "item add QUIZ --course ALG --title Quiz --kind quiz",
        "product add ALGEBRA --title Algebra --course ALG",
        "price add ALG-30 --product ALGEBRA --amount 49 --duration 30_days --anchor order-date",
        "customer add --email boss@example.org --first-name Mary --last-name Manager",
        "customer add --email office@example.org --first-name Olga --last-name Office",
        "organization add ACME --title Acme",
        "organization add LEEDS --title Leeds --parent ACME",
    ] {
        done(&school, command);
    }
    let rows = "=1+1,Cell,cell@example.org,,,ALG-30,0.00,2026-01-05\n\
                Ada,Lovelace,ada@example.org,,,ALG-30,0.00,2026-03-01\n";
    let roster = school.write("roster.csv", format!("{HEADER}{rows}"));
    school.done(&["import", "roster", &roster.to_string_lossy()]);
    for command in [
        "organization members LEEDS --add cell@example.org --add ada@example.org",
        "organization administrators ACME --add office@example.org",
        "customer manager set cell@example.org ada@example.org --manager boss@example.org",
    ] {
        done(&school, command);
    }
    school
}

const REPORT_HEADER: &str = "organization,email,name,course,letter,state,given_at,ends_at,completed_at,progress,last_active_at,end_rule,is_beyond_contract\n";
const CELL: &str = "LEEDS,cell@example.org,\"'=1+1 Cell\",ALG,X,expired,2026-01-05T00:00:00Z,2026-02-04T00:00:00Z,,0,,window,false\n";
const ADA: &str = "LEEDS,ada@example.org,Ada Lovelace,ALG,E,enrolled,2026-03-01T00:00:00Z,2026-03-31T00:00:00Z,,0,,window,false\n";

/// VIEW-03, VIEW-06, VIEW-08, N93
#[test]
fn each_role_sees_its_own_people_with_state_and_end_and_no_name_is_a_formula() {
    let school = school();
    let both = format!("{REPORT_HEADER}{CELL}{ADA}");
    for (report, expected) in [
        ("organization", both.clone()),
        ("organization --organization ACME", both.clone()),
        ("team --manager boss@example.org", both.clone()),
        ("learners --administrator office@example.org", both),
        ("learners --administrator office@example.org --state expired", format!("{REPORT_HEADER}{CELL}")),
        ("team --manager office@example.org", REPORT_HEADER.to_owned()),
    ] {
        let said = done(&school, &format!("report {report} --at 2026-03-10 --output csv"));
        let people: Vec<&str> = said.lines().collect();
        let mut expected: Vec<&str> = expected.lines().collect();
        assert_eq!(people[0], expected[0], "{report}");
        // Within an organization people are in order of their ids, which chance is in.
        expected[1..].sort_unstable();
        let mut sorted = people.clone();
        sorted[1..].sort_unstable();
        assert_eq!(sorted, expected, "{report}");
    }
    assert_eq!(
        done(&school, "report expiring --within 30d --at 2026-03-10 --output csv"),
        "ends_at,course,email,name,state,end_rule,is_beyond_contract\n\
         2026-03-31T00:00:00Z,ALG,ada@example.org,Ada Lovelace,enrolled,window,false\n"
    );
    let totals = done(&school, "report organization --totals --at 2026-03-10 --output csv");
    let counts = "2,1,0,0,1,2026-03-31T00:00:00Z,0,";
    let expected = [format!("ACME,Acme,{counts}"), format!("LEEDS,Leeds,{counts}")];
    assert_eq!(totals.lines().skip(1).collect::<Vec<_>>(), expected);
}

/// VIEW-07
#[test]
fn who_was_unenrolled_is_on_the_report_and_not_on_the_list_of_a_client_administrator() {
    let school = school();
    done(&school, "enrollment unenroll --course ALG --customer cell@example.org");
    let letters = |report: &str| {
        let said = done(&school, &format!("report {report} --at 2030-01-01 --output csv"));
        let mut letters: Vec<String> =
            said.lines().skip(1).map(|line| line.split(',').nth(4).unwrap_or_default().to_owned()).collect();
        letters.sort();
        letters
    };
    assert_eq!(letters("organization"), ["U", "X"]);
    assert_eq!(letters("team --manager boss@example.org"), ["U", "X"]);
    assert_eq!(letters("learners --administrator office@example.org"), ["X"]);
}

/// VIEW-03, VIEW-06, N96
#[test]
fn neither_organizations_nor_managers_go_round_in_a_circle() {
    let school = school();
    let organization = school.run(&["organization", "edit", "ACME", "--parent", "LEEDS"]);
    assert_eq!((organization.code, organization.error()["rules"][0].as_str()), (Some(1), Some("VIEW-06")));
    let manager = ["customer", "manager", "set", "boss@example.org", "--manager", "ada@example.org"];
    let manager = school.run(&manager);
    assert_eq!((manager.code, manager.error()["rules"][0].as_str()), (Some(1), Some("VIEW-03")));
}
