//! What the schema keeps of seats, links and mails, whoever writes.

use crate::given::Given;

#[test]
fn a_value_outside_its_list_is_stopped_by_a_check_of_that_name() {
    let given = Given::a_database();
    for (table, column, value, check) in [
        ("seat_pools", "quantity", "0", "seat_pools_quantity_ck"),
        ("seat_pools", "reclaims", "-1", "seat_pools_reclaims_ck"),
        ("seats", "standing", "'lent'", "seats_"),
        ("seats", "revision", "0", "seats_revision_ck"),
        ("seats", "code_lookup", "'00'", "seats_code_lookup_ck"),
        ("seats", "code_key", "NULL", "seats_code_ck"),
        ("seats", "code_ciphertext", "NULL", "seats_code_ck"),
        ("seats", "standing", "'void'", "seats_"),
        ("seats", "invited_until", "5", "seats_invited_until_ck"),
        ("invitations", "channel", "'pigeon'", "invitations_channel_ck"),
        ("invitations", "address_key", "'nobody'", "invitations_address_key_ck"),
        ("invitations", "address", "NULL", "invitations_address_ck"),
        ("invitations", "text", "''", "invitations_text_ck"),
        ("invitations", "ended", "'lost'", "invitations_ended_"),
        ("invitations", "ended", "'accepted'", "invitations_ended_position_ck"),
        ("seat_claims", "address", "NULL", "seat_claims_address_ck"),
        ("seat_claims", "reclaimed_position", "5", "seat_claims_reclaimed_position_ck"),
        ("seat_voidings", "cause", "'whim'", "seat_voidings_cause_ck"),
        ("seat_voidings", "reinstated_position", "5", "seat_voidings_reinstated_position_ck"),
        ("grants", "seat_id", "(SELECT min(id::text)::uuid FROM seats)", "grants_seat_id_ck"),
        ("account_links", "purpose", "'fun'", "account_links_purpose_ck"),
        ("account_links", "hash", "'00'", "account_links_hash_ck"),
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
        ("mails", "kind", "''", "mails_kind_ck"),
        ("mails", "address_key", "'nobody'", "mails_address_key_ck"),
        ("mails", "attempts", "-1", "mails_attempts_ck"),
        ("mails", "text_version", "-1", "mails_text_version_ck"),
        ("mails", "address_key", "NULL", "mails_address_ck"),
        ("mail_suppressions", "cause", "'taste'", "mail_suppressions_cause_ck"),
    ] {
        let said = given.stopped(&format!("UPDATE {table} SET {column} = {value}"));
        assert!(said.contains(check), "{table}.{column} = {value}: {said}");
    }
}

/// Of a mail that has ended no secret is left to steal.
#[test]
fn a_mail_that_has_ended_has_no_secret() {
    let said = Given::a_database().stopped("UPDATE mails SET state = 'sent', ended_at = 5");
    assert!(said.contains("mails_secret_ck"), "{said}");
}

/// REG-24, REG-39, I1
#[test]
fn a_seat_has_one_holder_at_most() {
    let again = "INSERT INTO seat_claims SELECT tenant_no, seat_id, 99, holder_id, grant_id, way, invitation_id, address, \
                 address_key, effective_at, commit_no, NULL, NULL, NULL FROM seat_claims";
    let said = Given::a_database().stopped(again);
    assert!(said.contains("seat_claims_seat_id_uq"), "{said}");
}

/// REG-38, I2
#[test]
fn a_line_has_no_more_seats_than_were_bought_and_no_number_twice() {
    let given = Given::a_database();
    let seat = |number: &str| {
        format!(
            "INSERT INTO seats (tenant_no, id, revision, order_id, line, number, buyer_id, standing, effective_at, \
             commit_no) SELECT tenant_no, gen_random_uuid(), 1, order_id, line, {number}, buyer_id, 'open', 0, 1 \
             FROM seats LIMIT 1"
        )
    };
    let said = given.stopped(&seat("5"));
    assert!(said.contains("no more seats than were bought"), "{said}");
    let said = given.stopped(&seat("4"));
    assert!(said.contains("seats_number_uq"), "{said}");
    assert!(given.stopped(&seat("0")).contains("seats_number_ck"));
}

#[test]
fn what_is_unique_in_a_tenant_is_unique_by_the_schema_too() {
    let given = Given::a_database();
    for (sql, name) in [
        (
            "UPDATE seats SET code_lookup = decode(repeat('00', 32), 'hex') WHERE standing <> 'void'",
            "seats_code_lookup_uq",
        ),
        (
            "INSERT INTO invitation_links SELECT tenant_no, seat_id, 99, invitation_id, hash, NULL, 0, 1 \
             FROM invitation_links",
            "invitation_links_hash_uq",
        ),
        (
            "INSERT INTO account_links SELECT tenant_no, customer_id, 99, purpose, hash, expires_at, false, 0, 1 \
             FROM account_links",
            "account_links_hash_uq",
        ),
        (
            "INSERT INTO mails (tenant_no, id, kind, domain, dedupe, queued_at, is_held, state, attempts, due_at, epoch) \
             SELECT tenant_no, gen_random_uuid(), kind, '', dedupe, 0, false, 'queued', 0, 0, 0 FROM mails",
            "mails_dedupe_uq",
        ),
        (
            "INSERT INTO invitations SELECT tenant_no, seat_id, 99, id, channel, NULL, NULL, NULL, 0, NULL, NULL, NULL, \
             NULL, 0, 1 FROM invitations",
            "invitations_id_uq",
        ),
        (
            "INSERT INTO seat_voidings SELECT tenant_no, seat_id, 99, cause, 0, 1, NULL, NULL, NULL FROM seat_voidings",
            "seat_voidings_seat_id_uq",
        ),
    ] {
        let said = given.stopped(sql);
        assert!(said.contains(name), "{sql}: {said}");
    }
}

#[test]
fn a_row_that_refers_to_nothing_is_stopped() {
    let given = Given::a_database();
    let nothing = "'ffffffff-ffff-ffff-ffff-ffffffffffff'";
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
        let said = given.stopped(&sql);
        assert!(said.contains("violates foreign key constraint"), "{sql}: {said}");
    }
}

#[test]
fn what_happened_to_a_seat_is_neither_changed_nor_removed() {
    let given = Given::a_database();
    for sql in [
        "DELETE FROM seats",
        "UPDATE seats SET number = number + 10",
        "UPDATE seats SET order_id = (SELECT min(id::text)::uuid FROM orders)",
        "TRUNCATE seats CASCADE",
        "DELETE FROM invitations",
        "TRUNCATE invitations CASCADE",
        "UPDATE invitation_links SET hash = decode(repeat('00', 32), 'hex')",
        "DELETE FROM invitation_links",
        "TRUNCATE invitation_links",
        "UPDATE seat_claims SET holder_id = gen_random_uuid()",
        "DELETE FROM seat_claims",
        "TRUNCATE seat_claims",
        "UPDATE seat_hand_overs SET position = 7",
        "DELETE FROM seat_hand_overs",
        "TRUNCATE seat_hand_overs",
        "UPDATE mail_text_versions SET parts = NULL",
        "DELETE FROM mail_text_versions",
        "TRUNCATE mail_text_versions",
        "TRUNCATE customers CASCADE",
    ] {
        let said = given.stopped(sql);
        let is_said = ["never removed", "never changed", "stays in the line"].iter();
        assert!(is_said.clone().any(|words| said.contains(words)), "{sql}: {said}");
    }
}

/// I6
#[test]
fn a_mail_that_has_ended_stays_ended_and_an_epoch_only_grows() {
    let given = Given::a_database();
    let sent = "UPDATE mails SET state = 'sent', ended_at = 5, text_version = 0, secret_usage = NULL, secret_key = NULL, \
                secret_ciphertext = NULL;";
    let said = given.stopped(&format!("{sent} UPDATE mails SET state = 'queued', ended_at = NULL"));
    assert!(said.contains("stays ended"), "{said}");
    let said = given.stopped("UPDATE mails SET epoch = 5; UPDATE mails SET epoch = 4");
    assert!(said.contains("only grows"), "{said}");
    let said = given.stopped(
        "INSERT INTO mails (tenant_no, id, kind, domain, dedupe, queued_at, is_held, state, attempts, due_at, epoch) \
         SELECT tenant_no, gen_random_uuid(), kind, '', 'other', 0, false, 'queued', 0, 0, -1 FROM mails",
    );
    assert!(said.contains("mails_epoch_ck"), "{said}");
    let said =
        given.stopped("UPDATE account_links SET is_ended = true; UPDATE account_links SET is_ended = false");
    assert!(said.contains("stays ended"), "{said}");
}
