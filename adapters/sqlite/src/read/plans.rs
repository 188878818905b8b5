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
    use rusqlite::{StatementStatus, params};

    use super::assert_walks_an_index;
    use crate::open::{Absence, open_writer};
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

    /// The steps a statement takes on a line of so many seats, of which one in ten is free and the others are invited.
    fn steps(sql: &str, seats: u32, params: impl rusqlite::Params) -> i32 {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("steps.db");
        let connection = open_writer(&path, Absence::IsFilled, 1_024).unwrap();
        connection.pragma_update(None, "foreign_keys", false).unwrap();
        connection
            .execute(
                "WITH RECURSIVE numbers (number) AS (SELECT 1 UNION ALL SELECT number + 1 FROM numbers WHERE number < ?1) \
                 INSERT INTO seats (tenant_no, id, revision, order_id, line, number, buyer_id, standing, invited_until, \
                 effective_at, commit_no) SELECT 1, randomblob(16), 1, zeroblob(16), 1, number, zeroblob(16), 'open', \
                 iif(number % 10 = 0, NULL, 5), 0, 1 FROM numbers",
                [seats],
            )
            .unwrap();
        let mut statement = connection.prepare(sql).unwrap();
        let found: usize = statement.query(params).unwrap().mapped(|_| Ok(1)).map(Result::unwrap).sum();
        assert!(found <= 10);
        statement.get_status(StatementStatus::VmStep)
    }

    /// Of 10 seats and of 10,000 it takes about as many steps; the most that is told apart is the depth of the index.
    #[test]
    fn what_a_page_of_seats_costs_does_not_grow_with_the_line() {
        let (zero, at) = ([0_u8; 16], 4);
        let of_line = [seat_places::FREE, seat_places::FREE_AGAIN, seat_places::ANY];
        for sql in of_line {
            let at = if sql == seat_places::ANY { None } else { Some(at) };
            let few = steps(sql, 100, params![1, zero, 1, 0, 10, None::<i64>, at]);
            let many = steps(sql, 10_000, params![1, zero, 1, 0, 10, None::<i64>, at]);
            assert!(many <= few + 20, "{many} steps instead of {few}: {sql}");
        }
        for sql in [lines::IN_SAME_ORDER, lines::IN_NEXT_ORDER] {
            for line in [0, 1] {
                let few = steps(sql, 100, params![1, zero, line, zero]);
                let many = steps(sql, 10_000, params![1, zero, line, zero]);
                assert!(many <= few + 20, "{many} steps instead of {few} after line {line}: {sql}");
            }
        }
    }

    #[test]
    fn lines_are_walked_by_the_index_of_what_they_are_wanted_by() {
        let beyond = "(order_id,line)>(?,?)";
        let of = |index: &str| format!("{index} AND {beyond})");
        let of_buyer = "seats_buyer_id_ix (tenant_no=? AND buyer_id=? AND order_id";
        assert_walks_an_index(lines::IN_SAME_ORDER, &format!("{of_buyer}=? AND line>?)"));
        assert_walks_an_index(lines::IN_NEXT_ORDER, &format!("{of_buyer}>?)"));
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

mod people {
    use super::assert_walks_an_index;
    use crate::read::organization::{TEAM, TIED};

    #[test]
    fn people_are_found_by_their_organization_or_manager_in_order_from_the_index_alone() {
        let tied = "COVERING INDEX customer_ties_organization_id_ix (tenant_no=? AND organization_id=? AND kind=? \
                    AND customer_id>?)";
        assert_walks_an_index(TIED, tied);
        let team =
            "COVERING INDEX customer_ties_manager_id_ix (tenant_no=? AND manager_id=? AND customer_id>?)";
        assert_walks_an_index(TEAM, team);
    }
}
