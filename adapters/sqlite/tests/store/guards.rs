//! What the schema keeps of seats, links and mails, whoever writes.

use rusqlite::ErrorCode;

use crate::given::Given;

/// Runs a statement and gives the message of the constraint that stopped it.
pub(crate) fn stopped(sql: &str) -> String {
    let error = Given::a_database().raw().execute_batch(sql).expect_err(sql);
    assert_eq!(error.sqlite_error_code(), Some(ErrorCode::ConstraintViolation), "{sql}: {error}");
    error.to_string()
}

#[test]
fn a_value_outside_its_list_is_stopped_by_a_check_of_that_name() {
    for (table, column, value, check) in [
        ("prices", "seats", "'many'", "prices_seats_ck"),
        ("seat_pools", "quantity", "0", "seat_pools_quantity_ck"),
        ("seat_pools", "reclaims", "-1", "seat_pools_reclaims_ck"),
        ("seat_pools", "terms", "'fair'", "seat_pools_terms_ck"),
        ("seats", "standing", "'lent'", "seats_standing_ck"),
        ("seats", "revision", "0", "seats_revision_ck"),
        ("seats", "code_lookup", "x'00'", "seats_code_lookup_ck"),
        ("seats", "code_key", "NULL", "seats_code_ck"),
        ("seats", "code_ciphertext", "NULL", "seats_code_ck"),
        ("seats", "standing", "'void'", "seats_"),
        ("seats", "invited_until", "5", "seats_invited_until_ck"),
        ("invitations", "channel", "'pigeon'", "invitations_channel_ck"),
        ("invitations", "address_key", "'nobody'", "invitations_address_key_ck"),
        ("invitations", "address", "NULL", "invitations_address_ck"),
        ("invitations", "text", "''", "invitations_text_ck"),
        ("invitations", "ended", "'lost'", "invitations_ended_ck"),
        ("invitations", "ended", "'accepted'", "invitations_ended_position_ck"),
        ("seat_claims", "address", "NULL", "seat_claims_address_ck"),
        ("seat_claims", "reclaimed_position", "5", "seat_claims_reclaimed_position_ck"),
        ("seat_voidings", "cause", "'whim'", "seat_voidings_cause_ck"),
        ("seat_voidings", "reinstated_position", "5", "seat_voidings_reinstated_position_ck"),
        ("grants", "seat_id", "(SELECT id FROM seats)", "grants_seat_id_ck"),
        ("account_links", "purpose", "'fun'", "account_links_purpose_ck"),
        ("account_links", "hash", "x'00'", "account_links_hash_ck"),
        ("account_links", "is_ended", "2", "account_links_is_ended_ck"),
        (
            "mails",
            "secret_usage",
            "NULL, secret_key = NULL, secret_ciphertext = NULL, state = 'lost'",
            "mails_state_ck",
        ),
        ("mails", "state", "'leased'", "mails_leased_until_ck"),
        ("mails", "leased_until", "5", "mails_leased_until_ck"),
        ("mails", "ended_at", "5", "mails_ended_at_ck"),
        ("mails", "secret_usage", "'gossip'", "mails_secret_usage_ck"),
        ("mails", "secret_key", "NULL", "mails_secret_ck"),
        ("mails", "secret_key", "-1", "mails_secret_key_ck"),
        ("mails", "facts", "'{'", "mails_facts_ck"),
        ("mails", "id", "x'00'", "mails_id_ck"),
        ("mails", "kind", "''", "mails_kind_ck"),
        ("mails", "address_key", "'nobody'", "mails_address_key_ck"),
        ("mails", "attempts", "-1", "mails_attempts_ck"),
        ("mails", "text_version", "-1", "mails_text_version_ck"),
        ("mails", "address_key", "NULL", "mails_address_ck"),
        ("mails", "is_held", "2", "mails_is_held_ck"),
        ("mail_suppressions", "cause", "'taste'", "mail_suppressions_cause_ck"),
    ] {
        let message = stopped(&format!("UPDATE {table} SET {column} = {value}"));
        assert!(message.contains(check), "{table}.{column} = {value}: {message}");
    }
}

/// Of a mail that has ended no secret is left to steal.
#[test]
fn a_mail_that_has_ended_has_no_secret() {
    let message = stopped("UPDATE mails SET state = 'sent', ended_at = 5");
    assert!(message.contains("mails_secret_ck"), "{message}");
}

/// REG-24, REG-39
#[test]
fn a_seat_has_one_holder_at_most() {
    let message = stopped(
        "INSERT INTO seat_claims SELECT tenant_no, seat_id, 99, holder_id, grant_id, way, invitation_id, address, \
         address_key, effective_at, commit_no, NULL, NULL, NULL FROM seat_claims",
    );
    assert!(message.contains("seat_claims.seat_id"), "{message}");
}

/// REG-38
#[test]
fn a_line_has_no_more_seats_than_were_bought_and_no_number_twice() {
    let seat = |number: &str| {
        format!(
            "INSERT INTO seats (tenant_no, id, revision, order_id, line, number, buyer_id, standing, effective_at, \
             commit_no) SELECT tenant_no, randomblob(16), 1, order_id, line, {number}, buyer_id, 'open', 0, 1 \
             FROM seats LIMIT 1"
        )
    };
    let message = stopped(&seat("5"));
    assert!(message.contains("no more seats than were bought"), "{message}");
    let message = stopped(&seat("4"));
    assert!(message.contains("seats.number"), "{message}");
    assert!(stopped(&seat("0")).contains("seats_number_ck"));
}

#[test]
fn what_is_unique_in_a_tenant_is_unique_by_the_schema_too() {
    for (sql, column) in [
        ("UPDATE seats SET code_lookup = zeroblob(32) WHERE standing <> 'void'", "seats.code_lookup"),
        (
            "INSERT INTO invitation_links SELECT tenant_no, seat_id, 99, invitation_id, hash, NULL, 0, 1 \
             FROM invitation_links",
            "invitation_links.hash",
        ),
        (
            "INSERT INTO account_links SELECT tenant_no, customer_id, 99, purpose, hash, expires_at, 0, 0, 1 \
             FROM account_links",
            "account_links.hash",
        ),
        (
            "INSERT INTO mails (tenant_no, id, kind, domain, dedupe, queued_at, is_held, state, attempts, due_at, epoch) \
             SELECT tenant_no, randomblob(16), kind, '', dedupe, 0, 0, 'queued', 0, 0, 0 FROM mails",
            "mails.dedupe",
        ),
        (
            "INSERT INTO invitations SELECT tenant_no, seat_id, 99, id, channel, NULL, NULL, NULL, 0, NULL, NULL, NULL, \
             NULL, 0, 1 FROM invitations",
            "invitations.id",
        ),
        (
            "INSERT INTO seat_voidings SELECT tenant_no, seat_id, 99, cause, 0, 1, NULL, NULL, NULL FROM seat_voidings",
            "seat_voidings.seat_id",
        ),
    ] {
        let message = stopped(sql);
        assert!(message.contains(column), "{sql}: {message}");
    }
}

#[test]
fn a_row_that_refers_to_nothing_is_stopped() {
    let nothing = "x'ffffffffffffffffffffffffffffffff'";
    for sql in [
        format!("UPDATE seat_pools SET order_id = {nothing}"),
        format!("UPDATE seat_pools SET customer_id = {nothing}"),
        format!("UPDATE seat_pools SET price_id = {nothing}"),
        format!("UPDATE seats SET buyer_id = {nothing}"),
        format!("UPDATE invitations SET seat_id = {nothing}"),
        format!("UPDATE grants SET seat_id = {nothing} WHERE origin = 'registration_code'"),
        format!("UPDATE account_links SET customer_id = {nothing}"),
        format!("UPDATE mails SET customer_id = {nothing}"),
        "DELETE FROM orders".to_owned(),
        "DELETE FROM mail_texts".to_owned(),
    ] {
        let message = stopped(&sql);
        assert!(message.contains("FOREIGN KEY constraint failed"), "{sql}: {message}");
    }
}

#[test]
fn what_happened_to_a_seat_is_neither_changed_nor_removed() {
    for sql in [
        "DELETE FROM seats",
        "UPDATE seats SET number = number + 10",
        "DELETE FROM invitations",
        "UPDATE invitation_links SET hash = zeroblob(32)",
        "DELETE FROM invitation_links",
        "UPDATE seat_claims SET holder_id = zeroblob(16)",
        "DELETE FROM seat_claims",
        "UPDATE seat_hand_overs SET position = 7",
        "DELETE FROM seat_hand_overs",
        "UPDATE mail_text_versions SET parts = NULL",
        "DELETE FROM mail_text_versions",
    ] {
        let message = stopped(sql);
        let is_said = ["never removed", "never changed", "stays in the line"].iter();
        assert!(is_said.clone().any(|said| message.contains(said)), "{sql}: {message}");
    }
}

/// I6
#[test]
fn a_mail_that_has_ended_stays_ended_and_an_epoch_only_grows() {
    let sent = "UPDATE mails SET state = 'sent', ended_at = 5, text_version = 0, secret_usage = NULL, secret_key = NULL, \
                secret_ciphertext = NULL;";
    let message = stopped(&format!("{sent} UPDATE mails SET state = 'queued', ended_at = NULL"));
    assert!(message.contains("stays ended"), "{message}");
    let message = stopped("UPDATE mails SET epoch = 5; UPDATE mails SET epoch = 4");
    assert!(message.contains("only grows"), "{message}");
    let message = stopped(
        "INSERT INTO mails (tenant_no, id, kind, domain, dedupe, queued_at, is_held, state, attempts, due_at, epoch) \
         SELECT tenant_no, randomblob(16), kind, '', 'other', 0, 0, 'queued', 0, 0, -1 FROM mails",
    );
    assert!(message.contains("mails_epoch_ck"), "{message}");
    let message = stopped("UPDATE account_links SET is_ended = 1; UPDATE account_links SET is_ended = 0");
    assert!(message.contains("stays ended"), "{message}");
}
