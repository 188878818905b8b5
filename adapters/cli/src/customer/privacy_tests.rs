use crate::testing::Installation;

const ADA: &str = "ada@example.org";

fn filled() -> Installation {
    let installation = Installation::ready();
    for (email, name) in [(ADA, "Ada"), ("grace@example.org", "Grace")] {
        let add = ["customer", "add", "--email", email, "--first-name", name, "--last-name", "Example"];
        installation.done(&add);
    }
    installation.done(&["product", "add", "ALGEBRA", "--title", "Algebra"]);
    let price = "price add TEAM --product ALGEBRA --amount 1 --duration unlimited --registration-codes yes";
    installation.done(&price.split(' ').collect::<Vec<_>>());
    installation
}

/// GDPR-01
#[test]
fn an_export_says_which_files_it_wrote_and_never_writes_over_another() {
    let installation = filled();
    let said =
        installation.done(&["customer", "export", "--customer", ADA, "--to", "ada.zip", "--output", "table"]);
    assert!(said.output.contains("== profile.csv\n") && said.output.contains("== manifest.json\n"));
    assert!(said.output.contains("Ada") && !said.output.contains("Grace"), "{}", said.output);
    let there = installation.run(&["customer", "export", "--customer", ADA, "--to", "there.zip"]);
    assert_eq!(there.code, 4, "{}", there.notes);
    let nobody = installation.run(&["customer", "export", "--customer", "no@example.org", "--to", "no.zip"]);
    assert_eq!(nobody.code, 3, "{}", nobody.notes);
}

/// GDPR-05, Q-12, X-05
#[test]
fn a_receipt_says_in_words_what_is_gone_and_what_stays() {
    let installation = filled();
    installation.done(&["order", "place", "--customer", ADA, "--price", "TEAM", "--quantity", "3"]);
    installation.done(&["customer", "status", ADA, "inactive"]);
    let erase = ["customer", "erase", "--customer", ADA, "--successor", "grace@example.org", "--yes"];
    let said = installation.done(&[&erase[..], &["--output", "table"]].concat());
    for words in ["erased customer (cus_", "3 available", "Gone", "first_name", "Stays", "never erased"] {
        assert!(said.output.contains(words), "`{words}` is not in {}", said.output);
    }
    assert!(!said.output.contains("Ada"), "{}", said.output);
}

/// CUS-22, X-01
#[test]
fn who_is_deleted_is_told_in_rows_and_never_without_a_yes() {
    let installation = filled();
    let delete = ["customer", "delete", "--customer", ADA];
    assert_eq!(installation.run(&delete).code, 2);
    let planned = installation.done(&[&delete[..], &["--dry-run", "--output", "table"]].concat());
    assert!(planned.output.contains("would delete customer") && planned.output.contains("Would be gone"));
    let done = installation.done(&[&delete[..], &["--yes"]].concat()).json();
    assert_eq!((&done["outcome"], &done["rows"]["profile"]), (&"applied".into(), &1.into()));
    assert_eq!(installation.run(&["customer", "show", ADA]).code, 3);
}
