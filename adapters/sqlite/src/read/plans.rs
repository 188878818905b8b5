//! Looking at how `SQLite` means to run a statement.

use crate::open::{Absence, open_writer};

/// Asserts that a statement searches by an index as given, and sorts nothing.
pub(super) fn assert_walks_an_index(sql: &str, search: &str) {
    let folder = tempfile::tempdir().unwrap();
    let connection = open_writer(&folder.path().join("plans.db"), Absence::IsFilled, 1_024).unwrap();
    let mut statement = connection.prepare(&format!("EXPLAIN QUERY PLAN {sql}")).unwrap();
    let steps: Vec<String> =
        statement.raw_query().mapped(|row| row.get("detail")).collect::<Result<_, _>>().unwrap();
    assert!(steps.iter().any(|step| step.contains(search)), "{steps:#?}");
    assert!(!steps.iter().any(|step| step.contains("TEMP B-TREE")), "{steps:#?}");
}

mod seats {
    use super::assert_walks_an_index;
    use crate::read::{lines, outbox, pools, seat_places};
    use crate::writer::{FIRST_DOMAIN, LEFT_BEHIND, NEXT_DOMAIN, OF_DOMAIN};

    #[test]
    fn the_next_seats_to_give_out_are_found_however_many_the_line_has() {
        let free = "COVERING INDEX seats_standing_ix (tenant_no=? AND order_id=? AND line=? AND standing=? \
                    AND invited_until=? AND number>?)";
        for sql in [seat_places::FREE, seat_places::CLAIMED, seat_places::VOID] {
            assert_walks_an_index(sql, free);
        }
        let number = "seats_number_uq (tenant_no=? AND order_id=? AND line=? AND number>?)";
        assert_walks_an_index(seat_places::ANY, number);
        let of_buyer =
            "seats_buyer_id_ix (tenant_no=? AND buyer_id=? AND order_id=? AND line=? AND number>?)";
        assert_walks_an_index(seat_places::ANY_OF_BUYER, of_buyer);
    }

    #[test]
    fn lines_are_walked_by_the_index_of_what_they_are_wanted_by() {
        let beyond = "(order_id,line)>(?,?)";
        let of = |index: &str| format!("{index} AND {beyond})");
        assert_walks_an_index(lines::NEXT_OF_BUYER, &of("seats_buyer_id_ix (tenant_no=? AND buyer_id=?"));
        assert_walks_an_index(
            lines::OF_PRODUCT,
            &of("seat_pools_product_id_ix (tenant_no=? AND product_id=?"),
        );
        assert_walks_an_index(lines::OF_ORDER, "PRIMARY KEY (tenant_no=? AND order_id=?");
        assert_walks_an_index(lines::ALL, &of("PRIMARY KEY (tenant_no=?"));
    }

    #[test]
    fn a_line_is_counted_from_the_index_alone() {
        assert_walks_an_index(
            pools::COUNTS,
            "COVERING INDEX seats_standing_ix (tenant_no=? AND order_id=? AND line=?)",
        );
    }

    #[test]
    fn due_mails_are_found_domain_by_domain_without_sorting_all_that_wait() {
        assert_walks_an_index(FIRST_DOMAIN, "mails_domain_ix (tenant_no=?)");
        assert_walks_an_index(NEXT_DOMAIN, "mails_domain_ix (tenant_no=? AND domain>?)");
        assert_walks_an_index(OF_DOMAIN, "mails_domain_ix (tenant_no=? AND domain=? AND due_at<?)");
        assert_walks_an_index(LEFT_BEHIND, "mails_leased_until_ix (tenant_no=? AND leased_until<?)");
        assert_walks_an_index(outbox::NEXT_DUE_AT, "mails_due_at_ix (tenant_no=?)");
    }
}
