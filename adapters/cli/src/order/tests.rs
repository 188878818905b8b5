use super::school::School;

/// ORD-02, ORD-03, ORD-04, ORD-06, X-02
#[test]
fn an_assigned_product_is_a_completed_order_without_cost_and_opens_at_once() {
    let school = School::open();
    assert_eq!(school.check("ada", ""), ("deny".to_owned(), 1));
    let (order, grant) = school.assign("ada", "ALG-30", "");
    assert_eq!(school.check("ada", ""), ("allow".to_owned(), 0));
    let listed = school.json("order list --customer ada@example.org");
    assert_eq!(listed["next"], serde_json::Value::Null);
    let shown = &listed["items"][0];
    assert_eq!(shown["id"], order.as_str());
    assert_eq!(shown["email"], "ada@example.org");
    assert_eq!(shown["status"], "processed");
    assert_eq!(shown["payment_type"], "import");
    assert_eq!(shown["lines"][0]["product"], "ALGEBRA");
    assert_eq!(shown["lines"][0]["price"], "ALG-30");
    let grants = school.json("access list --customer ada@example.org");
    assert_eq!(grants["items"][0]["id"], grant.as_str());
    assert_eq!(grants["items"][0]["order"], order.as_str());
}

/// ACC-03, ACC-09, ACC-10
#[test]
fn order_date_dates_and_cost_of_an_assignment_can_be_typed() {
    let school = School::open();
    let more =
        "--order-date 2026-01-15 --starts 2026-02-01 --ends 2026-03-29 --cost 12.50 --reason voucher_lost";
    let (order, _) = school.assign("ada", "ALG-30", more);
    let shown = school.json(&format!("order show {order}"));
    assert_eq!(shown["ordered_at"], "2026-01-14T23:00:00Z");
    assert_eq!(shown["history"][0]["reason"], "voucher lost");
    assert!(shown["total"].to_string().contains("12.50"), "{}", shown["total"]);
    let grant = &school.json("access list --customer ada@example.org")["items"][0];
    assert_eq!(grant["starts_at"], "2026-01-31T23:00:00Z");
    assert_eq!(grant["ends_at"], "2026-03-29T22:00:00Z");
}

/// ORD-09
#[test]
fn a_product_with_several_prices_needs_one_to_be_named() {
    let said = School::open().run("order assign --customer ada@example.org --product ALGEBRA");
    assert_eq!(said.code, 1);
    assert_eq!(said.error()["rules"][0], "ORD-09");
}

///
#[test]
fn access_that_is_over_when_it_is_given_is_warned_of() {
    let school = School::open();
    let command =
        "order assign --customer ada@example.org --product ALGEBRA --price ALG-30 --order-date 2025-01-01";
    let said = school.done(command);
    assert!(said.notes.contains("have passed"), "{}", said.notes);
    assert!(!school.done(&command.replace("2025-01-01", "2026-02-20")).notes.contains("have passed"));
}

/// ORD-12, ORD-14
#[test]
fn a_cancelled_order_closes_its_access_until_it_comes_back() {
    let school = School::open();
    let (order, _) = school.assign("ada", "ALG-30", "");
    let cancelled = school.json(&format!("order cancel {order} --reason paid_twice"));
    assert_eq!(cancelled["outcome"], "applied");
    assert_eq!(school.json(&format!("order cancel {order}"))["outcome"], "unchanged");
    assert_eq!(school.check("ada", ""), ("deny".to_owned(), 1));
    let listed = school.json("order list --status cancelled");
    assert_eq!(listed["items"][0]["history"][1]["reason"], "paid twice");
    school.done(&format!("order reinstate {order}"));
    assert_eq!(school.check("ada", ""), ("allow".to_owned(), 0));
    assert_eq!(school.run(&format!("order reinstate {order}")).error()["rules"][0], "ORD-14");
}

#[test]
fn an_order_that_does_not_exist_is_not_found() {
    let school = School::open();
    for verb in ["show", "cancel", "reinstate"] {
        assert_eq!(school.run(&format!("order {verb} ord_01h2xcejqtf2nbrexx3vqjhp41")).code, 3, "{verb}");
        assert_eq!(school.run(&format!("order {verb} nonsense")).code, 2, "{verb}");
    }
    assert_eq!(school.run("order list --customer nobody@example.org").code, 3);
}

/// ORD-07
#[test]
fn an_order_is_shown_for_people_with_its_lines_and_history() {
    let school = School::open();
    let (order, _) = school.assign("ada", "ALG-30", "--reason voucher");
    let page = school.done(&format!("order show {order} --output table")).output;
    for part in [order.as_str(), "ada@example.org", "Import", "ALG-30", "processed", "tester", "voucher"] {
        assert!(page.contains(part), "{part} is not in {page}");
    }
}

#[test]
fn people_are_told_what_became_of_an_order() {
    let school = School::open();
    let (order, _) = school.assign("ada", "ALG-30", "");
    let cancel = format!("order cancel {order} --output table");
    assert_eq!(school.done(&cancel).output, format!("cancelled order ({order})\n"));
    assert!(school.done(&cancel).output.starts_with("nothing to change, order was cancelled before ("));
    let back = school.done(&format!("order reinstate {order} --output table")).output;
    assert_eq!(back, format!("reinstated order ({order})\n"));
}
