use serde_json::{Value, json};

use crate::testing::Installation;

/// A tenant in euros with course ALG, product ALGEBRA, price ALG-30 and group STAFF.
fn filled() -> Installation {
    let installation = Installation::ready();
    installation.done(&["group", "add", "STAFF", "--name", "Staff"]);
    installation.done(&["course", "add", "ALG", "--title", "Algebra I"]);
    installation.done(&["product", "add", "ALGEBRA", "--title", "Algebra", "--course", "alg"]);
    installation.done(&[
        "price",
        "add",
        "ALG-30",
        "--product",
        "algebra",
        "--amount",
        "49",
        "--duration",
        "30 days",
        "--adds-to-group",
        "staff",
    ]);
    installation
}

fn items(list: &Value) -> Vec<&str> {
    list["items"].as_array().unwrap().iter().map(|item| item["code"].as_str().unwrap()).collect()
}

/// PRC-01, ORD-09
#[test]
fn a_price_is_shown_with_all_its_terms() {
    let shown = filled().done(&["price", "show", "alg-30"]).json();
    let expected = json!({
        "id": shown["id"], "code": "ALG-30", "product": "ALGEBRA", "product_id": shown["product_id"],
        "title": "30 days", "amount": "49.00", "currency": "EUR", "duration": "30 days",
        "anchor": "order_date", "makes_registration_codes": false, "reclaim": "always", "invitation_days": 30,
        "must_match_email": false, "freezes_with_buyer": false, "adds_to_groups": ["STAFF"],
        "reserved_to_groups": [], "revision": 1,
    });
    assert_eq!(shown, expected);
    assert!(shown["id"].as_str().unwrap().starts_with("prc_"));
}

/// REG-02, ACC-04
#[test]
fn the_registration_code_switch_is_turned_by_yes_and_no() {
    let installation = filled();
    let edit = ["price", "edit", "ALG-30", "--registration-codes", "yes"];
    assert_eq!(installation.done(&edit).json()["outcome"], "applied");
    assert_eq!(installation.done(&edit).json()["outcome"], "unchanged");
    let shown = installation.done(&["price", "show", "ALG-30"]).json();
    assert_eq!((&shown["makes_registration_codes"], &shown["amount"]), (&true.into(), &"49.00".into()));
    assert_eq!(installation.run(&["price", "edit", "ALG-30", "--registration-codes", "maybe"]).code, 2);
}

/// PRC-01, Q-02, Q-05, Q-11, INV-01
#[test]
fn what_a_price_says_about_seats_is_typed_shown_and_kept_where_nothing_is_said() {
    let installation = filled();
    let run = |options: &[&str]| installation.run(&[&["price", "edit", "ALG-30"], options].concat());
    let agreed = || {
        let shown = installation.done(&["price", "show", "ALG-30"]).json();
        ["reclaim", "invitation_days", "must_match_email", "freezes_with_buyer"].map(|key| shown[key].clone())
    };
    let all = ["--reclaim", "capped:20", "--invitation-days", "7", "--must-match-email", "yes"];
    assert_eq!(run(&all).json()["outcome"], "applied");
    let capped = [json!("capped:20"), json!(7), json!(true), json!(false)];
    assert_eq!(agreed(), capped);
    assert_eq!(run(&["--freezes-with-buyer", "yes", "--must-match-email", "no"]).code, 0);
    assert_eq!(agreed(), [json!("capped:20"), json!(7), json!(false), json!(true)]);
    assert_eq!(run(&["--reclaim", "capped:20"]).json()["outcome"], "unchanged");
    for wrong in ["capped:101", "often"] {
        assert_eq!(run(&["--reclaim", wrong]).code, 2, "{wrong}");
    }
    for wrong in ["0", "366"] {
        let said = run(&["--invitation-days", wrong]);
        assert_eq!((said.code, said.error()["rules"][0].as_str()), (1, Some("PRC-01")), "{wrong}");
    }
    let page = installation.done(&["price", "show", "ALG-30", "--output", "table"]).output;
    assert!(page.contains("capped:20") && page.contains("7 days"), "{page}");
}

/// PRC-01
#[test]
fn groups_of_a_price_are_replaced_and_taken_away() {
    let installation = filled();
    installation.done(&["price", "edit", "ALG-30", "--adds-to-no-group", "--reserved-to-group", "STAFF"]);
    let shown = installation.done(&["price", "show", "ALG-30"]).json();
    assert_eq!((&shown["adds_to_groups"], &shown["reserved_to_groups"]), (&json!([]), &json!(["STAFF"])));
    installation.done(&["price", "edit", "ALG-30", "--reserved-to-no-group"]);
    let page = installation.done(&["price", "show", "ALG-30", "--output", "table"]).output;
    assert!(page.contains("May be bought by          everybody"), "{page}");
}

/// PRC-01, Q-27
#[test]
fn what_cannot_be_a_price_is_refused_before_anything_is_written() {
    let installation = filled();
    let add = |product: &str, amount: &str, duration: &str, anchor: &str| {
        installation.run(&[
            "price",
            "add",
            "NEW",
            "--product",
            product,
            "--amount",
            amount,
            "--duration",
            duration,
            "--anchor",
            anchor,
        ])
    };
    assert_eq!(add("ALGEBRA", "49,00", "30 days", "order-date").code, 2);
    assert_eq!(add("ALGEBRA", "-1", "30 days", "order-date").code, 2);
    assert_eq!(add("ALGEBRA", "49", "0 days", "order-date").code, 2);
    assert_eq!(add("ALGEBRA", "49", "30 days", "whenever").code, 2);
    assert_eq!(add("GEOMETRY", "49", "30 days", "order-date").code, 3);
    let fixed = add("ALGEBRA", "49", "2026-01-01..2026-06-30", "first-launch");
    assert_eq!((fixed.code, fixed.error()["rules"][0].as_str()), (1, Some("PRC-01")));
    assert_eq!(items(&installation.done(&["price", "list"]).json()), ["ALG-30"]);
}

#[test]
fn the_catalogue_is_listed_shown_and_edited() {
    let installation = filled();
    installation.done(&[
        "item", "add", "ALG-QUIZ", "--course", "ALG", "--title", "Quiz", "--kind", "CMA", "--weight", "12.50",
    ]);
    installation.done(&["item", "edit", "alg-quiz", "--required", "no"]);
    let item = installation.done(&["item", "show", "ALG-QUIZ"]).json();
    assert_eq!(
        (&item["kind"], &item["weight"], &item["is_required"]),
        (&"quiz".into(), &"12.50".into(), &false.into())
    );
    assert_eq!(items(&installation.done(&["item", "list", "--course", "ALG"]).json()), ["ALG-QUIZ"]);
    installation.done(&["course", "add", "GEO", "--title", "Geometry"]);
    installation.done(&["course", "edit", "GEO", "--title", "Geometry I"]);
    assert_eq!(items(&installation.done(&["course", "list"]).json()), ["ALG", "GEO"]);
    installation.done(&["product", "edit", "ALGEBRA", "--add-course", "GEO", "--remove-course", "ALG"]);
    let product = installation.done(&["product", "show", "ALGEBRA"]).json();
    assert_eq!((&product["courses"], &product["prices"]), (&json!(["GEO"]), &json!(["ALG-30"])));
    let course = installation.done(&["course", "show", "GEO", "--output", "table"]).output;
    assert!(course.contains("Title      Geometry I") && course.contains("Opened by  ALGEBRA"), "{course}");
    assert_eq!(items(&installation.done(&["product", "list"]).json()), ["ALGEBRA"]);
    assert_eq!(items(&installation.done(&["price", "list", "--product", "algebra"]).json()), ["ALG-30"]);
}

/// ORD-09, TRN-12
#[test]
fn a_code_taken_or_a_number_that_makes_no_sense_is_refused_with_the_rule() {
    let installation = filled();
    let taken: [&[&str]; 3] = [
        &["course", "add", "alg", "--title", "x"],
        &["product", "add", "algebra", "--title", "x"],
        &["price", "add", "alg-30", "--product", "ALGEBRA", "--amount", "1", "--duration", "unlimited"],
    ];
    for arguments in taken {
        let said = installation.run(arguments);
        assert_eq!((said.code, said.error()["rules"][0].as_str()), (1, Some("ORD-09")), "{arguments:?}");
    }
    let item = |option: &str, value: &str| {
        installation
            .run(&["item", "add", "I", "--course", "ALG", "--title", "x", "--kind", "file", option, value])
    };
    assert_eq!(item("--attempt-limit", "0").error()["rules"][0], "TRN-12");
    assert_eq!(item("--weight", "0.00001").error()["rules"][0], "TRN-16");
    assert_eq!(item("--weight", "-1").error()["rules"][0], "TRN-16");
    assert_eq!(item("--weight", "100.1").error()["rules"][0], "TRN-16");
    assert_eq!(item("--weight", "heavy").code, 2);
    assert_eq!(item("--maximum-score", "1e2").code, 2);
}

/// TRN-12, TRN-13, TRN-16
#[test]
fn an_edit_of_an_item_changes_what_it_names_or_takes_it_away() {
    let installation = filled();
    let add =
        ["item", "add", "QUIZ", "--course", "ALG", "--title", "Quiz", "--kind", "quiz", "--weight", "20"];
    installation.done(&add);
    let edited = |options: &[&str]| {
        let outcome =
            installation.done(&[&["item", "edit", "QUIZ"], options].concat()).json()["outcome"].clone();
        let item = installation.done(&["item", "show", "QUIZ"]).json();
        let keys = ["kind", "is_required", "weight", "maximum_score", "attempt_limit"];
        (outcome, keys.map(|key| item[key].clone()))
    };
    let all = [
        "--kind",
        "exam",
        "--required",
        "no",
        "--weight",
        "40.5",
        "--maximum-score",
        "60",
        "--attempt-limit",
        "3",
    ];
    let whole = [json!("event"), json!(false), json!("40.5"), json!("60"), json!(3)];
    assert_eq!(edited(&all), (json!("applied"), whole.clone()));
    assert_eq!(edited(&["--weight", "40.50"]), (json!("unchanged"), whole));
    let bare = [json!("event"), json!(false), json!(null), json!(null), json!(null)];
    let none = ["--no-weight", "--no-maximum-score", "--no-attempt-limit"];
    assert_eq!(edited(&none), (json!("applied"), bare));
    let run = |options: &[&str]| installation.run(&[&["item", "edit", "QUIZ"], options].concat());
    assert_eq!(run(&["--weight", "100.01"]).error()["rules"][0], "TRN-16");
    assert_eq!(run(&["--attempt-limit", "0"]).error()["rules"][0], "TRN-12");
    assert_eq!(run(&["--weight", "1", "--no-weight"]).code, 2);
}

/// ACC-10
#[test]
fn fixed_dates_are_shown_to_people_in_words() {
    let installation = filled();
    let shown = |duration: &str| {
        installation.done(&["price", "edit", "ALG-30", "--duration", duration]);
        installation.done(&["price", "show", "ALG-30", "--output", "table"]).output
    };
    assert!(shown("2026-01-01..2026-06-30").contains("2026-01-01 through 2026-06-30"));
    assert!(shown("..2026-06-30").contains(" through 2026-06-30"));
    assert!(shown("2026-01-01..").contains("from 2026-01-01 on"));
    assert!(shown("unlimited").contains("unlimited"));
}
