use serde_json::{Value, json};

use super::school::School;

const PLACE: &str = "order place --customer ada@example.org --price ALG-30";

/// The school, whose price `ALG-30` makes registration codes.
fn selling() -> School {
    let school = School::open();
    school.done("price edit ALG-30 --registration-codes yes");
    school
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_else(|| panic!("{value}")).to_owned()
}

/// Ada buys that many seats; gives the order.
fn buy(school: &School, quantity: u32) -> String {
    text(&school.json(&format!("{PLACE} --quantity {quantity}"))["id"])
}

fn assign(school: &School, name: &str) {
    let to = format!("--to {name}@example.org:{name}:Example");
    school.done(&format!("seat assign --buyer ada@example.org --product ALGEBRA {to}"));
}

/// bought, available, pending, claimed and void of an order, which must add up.
fn counts(school: &School, order: &str) -> [u64; 5] {
    let report = school.json(&format!("report seats --order {order}"));
    let line = &report["items"][0];
    let counts = ["bought", "available", "pending", "claimed", "void"].map(|key| line[key].as_u64().unwrap());
    assert_eq!(counts[0], counts[1..].iter().sum::<u64>(), "{line}");
    counts
}

/// REG-01, REG-03, REG-05, REG-08
#[test]
fn an_order_of_seats_gives_the_buyer_seats_and_no_access() {
    let school = selling();
    let placed = school.json(&format!("{PLACE} --quantity 25"));
    assert_eq!((&placed["seats"], &placed["grants"]), (&json!(25), &json!([])));
    assert_eq!((&placed["status"], &placed["outcome"]), (&json!("processed"), &json!("applied")));
    assert_eq!(placed["lines"][0]["quantity"], 25);
    let order = text(&placed["id"]);
    assert_eq!(counts(&school, &order), [25, 25, 0, 0, 0]);
    assert_eq!(school.check("ada", ""), ("deny".to_owned(), 1));
    let shown = school.json(&format!("order show {order}"));
    assert!(shown["total"].to_string().contains("1225.00"), "{}", shown["total"]);
    let said = school.done(&format!("{PLACE} --quantity 2 --output table")).output;
    assert!(
        said.starts_with("placed order ord_") && said.ends_with("(processed): 2 seats to give out\n"),
        "{said}"
    );
}

/// REG-04, Q-14, Q-15, ORD-08
#[test]
fn lines_of_one_price_become_one_and_what_is_single_or_without_codes_is_the_buyers_own() {
    let school = selling();
    let one = school.json(&format!("{PLACE} --cost 12.50"));
    assert_eq!((&one["seats"], one["grants"].as_array().unwrap().len()), (&json!(0), 1));
    assert!(one["lines"][0]["unit_cost"].to_string().contains("12.50"), "{one}");
    assert_eq!(school.check("ada", ""), ("allow".to_owned(), 0));
    let two = school
        .json(&format!("{PLACE} --quantity 1 --price ALG-SPRING --quantity 3 --price alg-30 --quantity 1"));
    assert_eq!((&two["seats"], two["grants"].as_array().unwrap().len()), (&json!(2), 1));
    assert_eq!(two["lines"].as_array().unwrap().len(), 2);
    let said = school.run(&format!("{PLACE} --quantity 1 --quantity 2"));
    assert_eq!(said.code, 2);
    assert!(said.notes.contains("--quantity is given 2 times and --price 1 times"), "{}", said.notes);
    assert_eq!(school.run(&format!("{PLACE} --quantity 0")).error()["rules"][0], "ORD-08");
    assert_eq!(school.run(&format!("{PLACE} --quantity 1000001")).error()["rules"][0], "ORD-08");
    assert_eq!(school.run("order place --customer ada@example.org --price NONE").code, 3);
}

/// ORD-13, REG-05
#[test]
fn an_open_order_gives_its_seats_when_it_is_paid_and_once_only() {
    let school = selling();
    for status in ["new", "pending", "invoice", "purchase-order"] {
        let placed = school.json(&format!("{PLACE} --quantity 3 --status {status}"));
        let order = text(&placed["id"]);
        assert_eq!(
            (&placed["seats"], placed["status"].as_str()),
            (&json!(0), Some(&*status.replace('-', "_")))
        );
        let none = school.json(&format!("report seats --order {order}"));
        assert_eq!(none["items"], json!([]));
        let trusted = school.json(&format!("order status {order} purchase-order-granted"));
        assert_eq!((&trusted["seats"], &trusted["outcome"]), (&json!(3), &json!("applied")));
        let paid = school.json(&format!("order status {order} processed"));
        assert_eq!((&paid["seats"], &paid["outcome"]), (&json!(0), &json!("applied")));
        assert_eq!(counts(&school, &order), [3, 3, 0, 0, 0]);
        assert_eq!(school.json(&format!("order status {order} processed"))["outcome"], "unchanged");
        assert_eq!(school.run(&format!("order status {order} invoice")).error()["rules"][0], "ORD-13");
    }
    let said = school.run(&format!("{PLACE} --status cancelled"));
    assert_eq!((said.code, said.error()["rules"][0].as_str()), (1, Some("ORD-13")));
}

/// ORD-14, Q-13, REG-38
#[test]
fn cancelling_an_order_with_claimed_seats_wants_their_count_and_reinstating_brings_them_back() {
    let school = selling();
    let order = buy(&school, 3);
    assign(&school, "grace");
    assert_eq!(school.check("grace", ""), ("allow".to_owned(), 0));
    let refused = school.run(&format!("order cancel {order}"));
    assert_eq!((refused.code, refused.error()["rules"][0].as_str()), (1, Some("Q-13")));
    assert!(text(&refused.error()["message"]).contains("--confirm 1"));
    assert_eq!(school.run(&format!("order cancel {order} --confirm 2")).code, 1);
    let planned = school.json(&format!("order cancel {order} --dry-run"));
    assert_eq!(planned["outcome"], "planned");
    assert_eq!(planned["seats"], json!({ "available": 2, "pending": 0, "claimed": 1 }));
    assert_eq!(planned["losing"][0]["email"], "grace@example.org");
    assert_eq!(counts(&school, &order), [3, 2, 0, 1, 0], "a plan changes nothing");
    let page = school.done(&format!("order cancel {order} --dry-run --output table")).output;
    assert!(page.starts_with("would cancel order (ord_") && page.contains("Would lose access"), "{page}");
    assert_eq!(school.json(&format!("order cancel {order} --confirm 1"))["outcome"], "applied");
    assert_eq!(counts(&school, &order), [3, 0, 0, 0, 3]);
    assert_eq!(school.check("grace", ""), ("deny".to_owned(), 1));
    assert_eq!(school.json(&format!("order cancel {order}"))["outcome"], "unchanged");
    school.done(&format!("order reinstate {order}"));
    assert_eq!(counts(&school, &order), [3, 2, 0, 1, 0]);
    assert_eq!(school.check("grace", ""), ("allow".to_owned(), 0));
}

/// Q-13, REG-38
#[test]
fn a_part_of_an_order_takes_free_seats_first_and_claimed_ones_when_their_count_is_confirmed() {
    let school = selling();
    let order = buy(&school, 4);
    assign(&school, "grace");
    assign(&school, "alan");
    school.done("seat invite --buyer ada@example.org --product ALGEBRA --to guest@example.org");
    assert_eq!(counts(&school, &order), [4, 1, 1, 2, 0]);
    let part = |quantity: u32, more: &str| {
        school.run(&format!("order cancel {order} --line 1 --quantity {quantity} {more}"))
    };
    let one = part(1, "").json();
    assert_eq!(one["seats"], json!({ "available": 1, "pending": 0, "claimed": 0 }));
    assert_eq!(counts(&school, &order), [4, 0, 1, 2, 1]);
    let refused = part(2, "");
    assert_eq!((refused.code, refused.error()["rules"][0].as_str()), (1, Some("Q-13")));
    let planned = part(2, "--dry-run").json();
    assert_eq!(planned["losing"].as_array().unwrap().len(), 1);
    assert_eq!(part(2, "--confirm 1").json()["seats"], json!({ "available": 0, "pending": 1, "claimed": 1 }));
    assert_eq!(counts(&school, &order), [4, 0, 0, 1, 3]);
    let shown = school.json(&format!("order show {order}"));
    assert_eq!((&shown["status"], &shown["lines"][0]["quantity"]), (&json!("processed"), &json!(4)));
    for (quantity, line) in [(2, 1), (0, 1)] {
        let refused = school.run(&format!("order cancel {order} --line {line} --quantity {quantity}"));
        assert_eq!(refused.error()["rules"][0], "Q-13");
    }
    assert_eq!(school.run(&format!("order cancel {order} --line 2 --quantity 1")).code, 3);
    assert_eq!(school.run(&format!("order cancel {order} --line 1")).code, 2);
    let own = text(&school.json("order place --customer alan@example.org --price ALG-30")["id"]);
    assert_eq!(school.run(&format!("order cancel {own} --line 1 --quantity 1")).error()["rules"][0], "Q-13");
}

///
#[test]
fn a_buyer_who_is_locked_or_inactive_takes_no_access_from_holders() {
    let school = selling();
    buy(&school, 2);
    assign(&school, "grace");
    for status in ["inactive", "locked"] {
        school.done(&format!("customer status ada@example.org {status} --yes"));
        assert_eq!(school.check("grace", ""), ("allow".to_owned(), 0), "{status}");
    }
}

///
#[test]
fn a_successor_answers_for_all_seats_of_a_buyer() {
    let school = selling();
    let order = buy(&school, 3);
    assign(&school, "grace");
    let hand_over = "seat hand-over --buyer ada@example.org --to alan@example.org";
    let planned = school.json(&format!("{hand_over} --dry-run"));
    let seats = json!({ "available": 2, "pending": 0, "claimed": 1, "void": 0 });
    assert_eq!((&planned["outcome"], &planned["seats"]), (&json!("planned"), &seats));
    assert_eq!(school.json(hand_over)["outcome"], "applied");
    assert_eq!(school.json(hand_over)["outcome"], "unchanged");
    assert_eq!(school.check("grace", ""), ("allow".to_owned(), 0));
    let csv =
        |buyer: &str| school.done(&format!("report seats --buyer {buyer}@example.org --output csv")).output;
    let header = "buyer,order,product,bought,available,pending,claimed,void";
    assert_eq!(csv("ada"), format!("{header}\n"));
    assert_eq!(csv("alan"), format!("{header}\nalan@example.org,{order},ALGEBRA,3,2,0,1,0\n"));
    let same = school.run("seat hand-over --buyer alan@example.org --to alan@example.org");
    assert_eq!((same.code, same.error()["rules"][0].as_str()), (1, Some("Q-12")));
    assert_eq!(school.run("seat hand-over --buyer ada@example.org --to nobody@example.org").code, 3);
}

/// REG-06, Q-02, PRC-01
#[test]
fn what_was_agreed_about_seats_stays_when_the_price_changes() {
    let school = selling();
    school.done("price edit ALG-30 --reclaim never --invitation-days 7");
    let order = buy(&school, 2);
    school.done("price edit ALG-30 --reclaim always --registration-codes no");
    assign(&school, "grace");
    let reclaim = "seat reclaim --buyer ada@example.org --product ALGEBRA --holder grace@example.org";
    assert_eq!(school.run(reclaim).error()["rules"][0], "Q-02");
    assert_eq!(counts(&school, &order), [2, 1, 0, 1, 0]);
    assert_eq!(school.json(&format!("{PLACE} --quantity 2"))["seats"], 0, "no codes from now on");
}

/// REG-05
#[test]
fn ten_thousand_seats_are_one_order() {
    let school = selling();
    let order = buy(&school, 10_000);
    assert_eq!(counts(&school, &order), [10_000, 10_000, 0, 0, 0]);
    let gone = school.json(&format!("order cancel {order}"));
    assert_eq!(gone["seats"]["available"], 10_000);
    assert_eq!(counts(&school, &order), [10_000, 0, 0, 0, 10_000]);
}

/// MAIL-01, ORD-05, ORD-13
#[test]
fn an_order_is_confirmed_by_one_mail_when_it_comes_to_grant_unless_none_is_wanted() {
    let school = selling();
    let queued = || {
        let mails = school.json("mail list --kind order_confirmation --all");
        let states = mails["items"].as_array().unwrap().iter().map(|mail| text(&mail["state"]));
        states.collect::<Vec<_>>()
    };
    buy(&school, 2);
    assert_eq!(queued(), ["queued"]);
    school.assign("ada", "ALG-30", "");
    school.done(&format!("{PLACE} --hold-mail"));
    assert_eq!(queued(), ["queued", "queued", "held"]);
    school.done(&format!("{PLACE} --no-mail"));
    school.assign("ada", "ALG-30", "--no-mail");
    let open = text(&school.json(&format!("{PLACE} --quantity 2 --status new"))["id"]);
    assert_eq!(queued().len(), 3);
    school.done(&format!("order status {open} purchase-order-granted"));
    assert_eq!(queued().len(), 4);
    school.done(&format!("order status {open} processed"));
    school.done(&format!("order cancel {open}"));
    school.done(&format!("order reinstate {open}"));
    assert_eq!(queued().len(), 4, "an order is confirmed once");
    assert_eq!(school.run(&format!("{PLACE} --no-mail --hold-mail")).code, 2);
}
