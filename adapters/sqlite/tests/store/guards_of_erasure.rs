//! What the schema keeps of customers who were erased or deleted, whoever writes.

use crate::guards::stopped;

/// One more customer, about whom nothing is on record, with the id of zeros alone.
const ANOTHER: &str = "\
    INSERT INTO customers (tenant_no, id, revision, created_at, origin, status, is_tax_exempt) \
    SELECT tenant_no, zeroblob(16), 1, 0, 'import', 'inactive', 0 FROM customers;";

const ERASED: &str = "UPDATE customers SET erased_at = 5 WHERE id = zeroblob(16);";

/// Runs a statement where a customer was erased, and gives the message of the guard that stopped it.
fn stopped_after_erasure(sql: &str) -> String {
    stopped(&format!("{ANOTHER} {ERASED} {sql}"))
}

/// GDPR-07, GDPR-11
#[test]
fn an_erased_customer_stays_erased_since_the_same_time() {
    for erased_at in ["NULL", "6"] {
        let sql = format!("UPDATE customers SET erased_at = {erased_at} WHERE id = zeroblob(16)");
        let message = stopped_after_erasure(&sql);
        assert!(message.contains("an erased customer stays erased"), "{sql}: {message}");
    }
}

/// GDPR-07
#[test]
fn an_erased_customer_has_no_profile_again() {
    let message = stopped_after_erasure(
        "INSERT INTO customer_profiles (tenant_no, customer_id, first_name, last_name, email, email_key, name_key) \
         SELECT tenant_no, zeroblob(16), first_name, last_name, email, 'x' || email_key, name_key FROM customer_profiles",
    );
    assert!(message.contains("no profile again"), "{message}");
}

///
#[test]
fn nobody_is_erased_who_answers_for_a_seat_that_nobody_holds() {
    let message = stopped("UPDATE customers SET erased_at = 5");
    assert!(message.contains("answers for no seat that nobody holds"), "{message}");
}

/// Q-12, GDPR-11
#[test]
fn no_seat_that_nobody_holds_is_left_to_an_erased_customer() {
    for sql in [
        "UPDATE seats SET buyer_id = zeroblob(16) WHERE standing = 'open'",
        "UPDATE seats SET buyer_id = zeroblob(16) WHERE standing = 'claimed'; \
         UPDATE seats SET standing = 'open' WHERE buyer_id = zeroblob(16)",
    ] {
        let message = stopped_after_erasure(sql);
        assert!(message.contains("answers for no seat that nobody holds"), "{sql}: {message}");
    }
}

/// Q-12, GDPR-11
#[test]
fn no_seat_that_nobody_holds_is_bought_for_an_erased_customer() {
    let message = stopped_after_erasure(
        "UPDATE seat_pools SET quantity = 9; \
         INSERT INTO seats (tenant_no, id, revision, order_id, line, number, buyer_id, standing, effective_at, \
         commit_no) SELECT tenant_no, zeroblob(16), 1, order_id, line, 9, zeroblob(16), 'open', 0, 1 FROM seats LIMIT 1",
    );
    assert!(message.contains("answers for no seat that nobody holds"), "{message}");
}

/// GDPR-07
#[test]
fn a_profile_is_never_moved_to_another_customer_erased_or_not() {
    for erased in ["", ERASED] {
        let sql = format!("{ANOTHER} {erased} UPDATE customer_profiles SET customer_id = zeroblob(16)");
        let message = stopped(&sql);
        assert!(message.contains("a profile stays with its customer"), "{sql}: {message}");
    }
}

/// GDPR-11
#[test]
fn nothing_more_goes_on_record_of_an_erased_customer() {
    let begun = "INSERT INTO transcripts SELECT tenant_no, id, 1 FROM customers WHERE id = zeroblob(16);";
    let went_on = "UPDATE transcripts SET revision = 2 WHERE id = zeroblob(16)";
    for sql in [format!("{ANOTHER} {ERASED} {begun}"), format!("{ANOTHER} {begun} {ERASED} {went_on}")] {
        let message = stopped(&sql);
        assert!(message.contains("nothing more is on record of an erased customer"), "{sql}: {message}");
    }
}

/// CUS-24, Q-36
#[test]
fn the_id_of_a_customer_is_never_removed_and_nothing_more_is_written_of_a_deleted_one() {
    let message = stopped_after_erasure("DELETE FROM customers WHERE id = zeroblob(16)");
    assert!(message.contains("the id of a customer is never removed"), "{message}");
    for change in ["revision = 2", "deleted_at = NULL"] {
        let message = stopped_after_erasure(&format!(
            "UPDATE customers SET deleted_at = 5 WHERE id = zeroblob(16); \
             UPDATE customers SET {change} WHERE id = zeroblob(16)"
        ));
        assert!(message.contains("nothing more is written"), "{change}: {message}");
    }
}

/// CUS-23
#[test]
fn only_who_is_erased_is_deleted() {
    let message = stopped("UPDATE customers SET deleted_at = 5");
    assert!(message.contains("customers_deleted_at_ck"), "{message}");
}
