use proptest::prelude::*;

use super::super::*;
use super::{order, terms};
use crate::stamp::Revision;
use crate::time::Instant;

proptest! {
    /// ENR-01
    #[test]
    fn whatever_is_taken_in_turn_never_exceeds_the_seats(
        seats in 1_u32..40, wanted in prop::collection::vec(0_u64..12, 0..20),
    ) {
        let known = order("SO-1", SalesOrderTerms { seats: Some(seats), ..terms() });
        let mut taken = 0;
        for more in wanted {
            match take(&known, None, taken, more) {
                Ok(_) => taken += more,
                Err(_) => prop_assert!(taken + more > u64::from(seats)),
            }
            prop_assert!(taken <= u64::from(seats));
        }
    }

    #[test]
    fn an_event_is_read_back_from_the_log_and_a_link_changes_no_terms(learners: u32, length in 1_i64..1_000_000) {
        let start = Instant::from_micros(1_000_000_000).unwrap();
        let term = Term::parse(start, Instant::from_micros(1_000_000_000 + length).unwrap()).unwrap();
        let mut known = order("SO-1", SalesOrderTerms { term, seats: None, ..terms() });
        let events = [
            SalesOrderEvent::SalesOrderEdited { terms: Box::new(known.terms.clone()) },
            SalesOrderEvent::LearnersLinked { learners: u64::from(learners) },
        ];
        for event in events {
            let text = serde_json::to_string(&event).unwrap();
            prop_assert_eq!(&serde_json::from_str::<SalesOrderEvent>(&text).unwrap(), &event);
            let before = known.terms.clone();
            known.apply(&event, Revision::new(9));
            prop_assert_eq!(&known.terms, &before);
        }
    }
}

#[test]
fn an_empty_term_cannot_be_read_from_a_log() {
    let text = r#"{"starts_at":"2026-01-01T00:00:00Z","ends_at":"2026-01-01T00:00:00Z"}"#;
    assert!(serde_json::from_str::<Term>(text).is_err());
    assert!(
        serde_json::from_str::<Term>(&text.replacen("01-01T", "01-02T", 2).replacen("01-02T", "01-01T", 1))
            .is_ok()
    );
}
