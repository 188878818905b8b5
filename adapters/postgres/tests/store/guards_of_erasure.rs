//! What the schema keeps of customers who were erased or deleted, whoever writes.

use crate::given::Given;

/// One more customer, about whom nothing is on record, with the id of zeros alone.
const ANOTHER: &str = "\
    INSERT INTO customers (tenant_no, id, revision, created_at, origin, status, is_tax_exempt) \
    SELECT tenant_no, '00000000-0000-0000-0000-000000000000', 1, 0, 'import', 'inactive', false FROM customers;";

const IS_ANOTHER: &str = "id = '00000000-0000-0000-0000-000000000000'";

fn erased() -> String {
    format!("UPDATE customers SET erased_at = 5 WHERE {IS_ANOTHER};")
}

/// Runs a statement where a customer was erased, and gives what the guard that stopped it said.
fn stopped_after_erasure(given: &Given, sql: &str) -> String {
    given.stopped(&format!("{ANOTHER} {} {sql}", erased()))
}

/// GDPR-07, GDPR-11
#[test]
fn an_erased_customer_stays_erased_since_the_same_time() {
    let given = Given::a_database();
    for erased_at in ["NULL", "6"] {
        let sql = format!("UPDATE customers SET erased_at = {erased_at} WHERE {IS_ANOTHER}");
        let said = stopped_after_erasure(&given, &sql);
        assert!(said.contains("an erased customer stays erased"), "{sql}: {said}");
    }
}

/// GDPR-07
#[test]
fn an_erased_customer_has_no_profile_again() {
    let sql = format!(
        "INSERT INTO customer_profiles (tenant_no, customer_id, first_name, last_name, email, email_key, name_key) \
         SELECT p.tenant_no, c.id, p.first_name, p.last_name, p.email, 'x' || p.email_key, p.name_key \
         FROM customer_profiles p, customers c WHERE c.{IS_ANOTHER}"
    );
    let said = stopped_after_erasure(&Given::a_database(), &sql);
    assert!(said.contains("no profile again"), "{said}");
}

///
#[test]
fn nobody_is_erased_who_answers_for_a_seat_that_nobody_holds() {
    let said = Given::a_database().stopped("UPDATE customers SET erased_at = 5");
    assert!(said.contains("answers for no seat that nobody holds"), "{said}");
}

/// Q-12, GDPR-11
#[test]
fn no_seat_that_nobody_holds_is_left_to_an_erased_customer() {
    let given = Given::a_database();
    let left =
        format!("UPDATE seats SET buyer_id = (SELECT id FROM customers WHERE {IS_ANOTHER}) WHERE standing");
    for sql in [
        format!("{left} = 'open'"),
        format!("{left} = 'claimed'; UPDATE seats SET standing = 'open' WHERE standing = 'claimed'"),
    ] {
        let said = stopped_after_erasure(&given, &sql);
        assert!(said.contains("answers for no seat that nobody holds"), "{sql}: {said}");
    }
}

/// Q-12, GDPR-11
#[test]
fn no_seat_that_nobody_holds_is_bought_for_an_erased_customer() {
    let said = stopped_after_erasure(
        &Given::a_database(),
        &format!(
            "UPDATE seat_pools SET quantity = 9; \
             INSERT INTO seats (tenant_no, id, revision, order_id, line, number, buyer_id, standing, effective_at, \
             commit_no) SELECT s.tenant_no, c.id, 1, s.order_id, s.line, 9, c.id, 'open', 0, 1 \
             FROM seats s, customers c WHERE c.{IS_ANOTHER} LIMIT 1"
        ),
    );
    assert!(said.contains("answers for no seat that nobody holds"), "{said}");
}

/// GDPR-07
#[test]
fn a_profile_is_never_moved_to_another_customer_erased_or_not() {
    let given = Given::a_database();
    let moved =
        format!("UPDATE customer_profiles SET customer_id = (SELECT id FROM customers WHERE {IS_ANOTHER})");
    for sql in [format!("{ANOTHER} {moved}"), format!("{ANOTHER} {} {moved}", erased())] {
        let said = given.stopped(&sql);
        assert!(said.contains("a profile stays with its customer"), "{sql}: {said}");
    }
}

/// GDPR-11
#[test]
fn nothing_more_goes_on_record_of_an_erased_customer() {
    let given = Given::a_database();
    let erased = erased();
    let begun = format!("INSERT INTO transcripts SELECT tenant_no, id, 1 FROM customers WHERE {IS_ANOTHER};");
    let went_on = format!("UPDATE transcripts SET revision = 2 WHERE {IS_ANOTHER}");
    for sql in [format!("{ANOTHER} {erased} {begun}"), format!("{ANOTHER} {begun} {erased} {went_on}")] {
        let said = given.stopped(&sql);
        assert!(said.contains("nothing more is on record of an erased customer"), "{sql}: {said}");
    }
}

/// CUS-24, Q-36
#[test]
fn the_id_of_a_customer_is_never_removed_and_nothing_more_is_written_of_a_deleted_one() {
    let given = Given::a_database();
    let said = stopped_after_erasure(&given, &format!("DELETE FROM customers WHERE {IS_ANOTHER}"));
    assert!(said.contains("the id of a customer is never removed"), "{said}");
    for change in ["revision = 2", "deleted_at = NULL"] {
        let sql = format!(
            "UPDATE customers SET deleted_at = 5 WHERE {IS_ANOTHER}; UPDATE customers SET {change} WHERE {IS_ANOTHER}"
        );
        let said = stopped_after_erasure(&given, &sql);
        assert!(said.contains("nothing more is written"), "{change}: {said}");
    }
}

/// CUS-23
#[test]
fn only_who_is_erased_is_deleted() {
    let said = Given::a_database().stopped("UPDATE customers SET deleted_at = 5");
    assert!(said.contains("customers_deleted_at_ck"), "{said}");
}
