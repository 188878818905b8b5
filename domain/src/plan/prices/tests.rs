use crate::catalogue::ReclaimPolicy;
use crate::money::{Currency, Money};
use crate::plan::ledger::Ledger;
use crate::rule::{ORD_09, PRC_01, Q_02, Q_27, REG_02};
use crate::time::AccessDuration;

const HEADER: &str = "Price Code,Product Code,Title,Unit Price,Duration,Registration Codes";

fn file(rows: &[&str]) -> String {
    std::iter::once(HEADER).chain(rows.iter().copied()).collect::<Vec<_>>().join("\n")
}

/// PRC-01
#[test]
fn a_new_code_becomes_a_price_of_its_product() {
    let mut ledger = Ledger::filled();
    ledger.apply_prices(&file(&["TEAM,algebra,Team,490.50,2 months,yes", "DAY,HISTORY,,0,1 day,"]));
    let catalogue = ledger.catalogue();
    let team = catalogue.price_by_code("TEAM").unwrap();
    assert_eq!(team.product, catalogue.product_by_code("ALGEBRA").unwrap().id);
    assert_eq!((team.terms.title.as_str(), team.terms.makes_registration_codes), ("Team", true));
    assert_eq!(team.terms.unit_price, Money::from_minor(49050, Currency::USD));
    let day = catalogue.price_by_code("DAY").unwrap();
    assert_eq!((day.terms.title.as_str(), day.terms.makes_registration_codes), ("1 day", false));
}

/// ACC-04
#[test]
fn a_known_code_is_edited_and_keeps_what_the_file_does_not_say() {
    let mut ledger = Ledger::filled();
    ledger.apply_prices(&file(&["TEAM,ALGEBRA,Team,490,60 days,yes"]));
    let text = file(&["team,ALGEBRA,,400,90 days,", "MONTH,ALGEBRA,,49,30 days,"]);
    let plan = ledger.plan_prices(&text);
    assert_eq!((plan.counts.edited, plan.counts.existing, plan.touched), (1, 1, 1));
    ledger.apply_prices(&text);
    let catalogue = ledger.catalogue();
    let terms = &catalogue.price_by_code("TEAM").unwrap().terms;
    assert_eq!((terms.title.as_str(), terms.makes_registration_codes), ("Team", true));
    assert_eq!(terms.duration, AccessDuration::parse("90 days").unwrap());
    assert_eq!(ledger.plan_prices(&text).touched, 0);
}

#[test]
fn rows_that_will_not_do_are_refused() {
    let plan = Ledger::filled().plan_prices(&file(&[
        "NEW,NOWHERE,,1,1 day,",
        "NEW,ALGEBRA,,\"1\",1 day,",
        "NEW,ALGEBRA,,1,soon,",
        "NEW,ALGEBRA,,1,1 day,1",
        "MONTH,HISTORY,,49,30 days,",
        "NEW,ALGEBRA,,1,1 day,",
        "new,ALGEBRA,,2,1 day,",
    ]));
    let found: Vec<_> = plan
        .findings
        .refused
        .iter()
        .map(|row| (row.line, row.column.as_deref().unwrap(), row.rules[0]))
        .collect();
    let expected = [
        (2, "Product Code", ORD_09),
        (3, "Unit Price", Q_27),
        (4, "Duration", PRC_01),
        (5, "Registration Codes", REG_02),
        (6, "Product Code", ORD_09),
        (8, "Price Code", ORD_09),
    ];
    assert_eq!(found, expected);
    assert_eq!((plan.counts.created, plan.counts.refused), (1, 6));
}

/// PRC-01
#[test]
fn fixed_dates_do_not_fit_a_price_that_counts_from_the_first_launch() {
    let mut ledger = Ledger::filled();
    ledger.price_mut("MONTH").terms.anchor = crate::catalogue::Anchor::FirstLaunch;
    let plan = ledger.plan_prices(&file(&["MONTH,ALGEBRA,,49,2026-01-01..2026-02-01,"]));
    assert_eq!(plan.findings.refused[0].rules, [PRC_01]);
    assert_eq!((plan.counts.refused, plan.touched), (1, 0));
}

/// PRC-01, Q-02
#[test]
fn a_file_may_say_when_claimed_seats_come_back_and_a_blank_cell_keeps_what_is_there() {
    let rows = |reclaim: &str| {
        format!("{HEADER},Reclaim\nTEAM,ALGEBRA,Team,490,60 days,yes,{reclaim}\nDAY,ALGEBRA,,1,1 day,,")
    };
    let mut ledger = Ledger::filled();
    ledger.apply_prices(&rows("capped:20"));
    let policy =
        |ledger: &Ledger, price: &str| ledger.catalogue().price_by_code(price).unwrap().terms.seats.reclaim;
    assert_eq!(policy(&ledger, "TEAM"), ReclaimPolicy::Capped(20));
    assert_eq!(policy(&ledger, "DAY"), ReclaimPolicy::Always);
    assert_eq!(ledger.plan_prices(&rows("")).touched, 0);
    assert_eq!(policy(&ledger, "TEAM"), ReclaimPolicy::Capped(20));
    let refused = ledger.plan_prices(&rows("capped:120")).findings.refused;
    assert_eq!((refused[0].column.as_deref(), refused[0].rules), (Some("Reclaim"), &[Q_02][..]));
}
