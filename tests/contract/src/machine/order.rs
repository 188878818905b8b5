//! Commands on orders.

use proptest::option;
use proptest::prelude::*;
use rollbook_application::order::{self, AssignCommand, CancelWhat, ConfirmationMail};
use rollbook_domain::access::Dates;

use super::pools::{CODES, NUMBERS, REASONS, known, pick, when, who};
use super::world::{When, Who, World, told};
use crate::facts::usd;
use crate::words::note;

#[derive(Debug, Clone)]
pub(super) enum OrderCommand {
    Assign {
        who: Who,
        product: u8,
        price: Option<u8>,
        ordered: Option<When>,
        starts: Option<When>,
        ends: Option<When>,
        cents: Option<i64>,
        sales_order: Option<u8>,
    },
    Cancel {
        nth: u8,
    },
    Reinstate {
        nth: u8,
    },
}

impl OrderCommand {
    pub(super) fn strategy() -> impl Strategy<Value = Self> {
        let date = || option::of(when());
        let assign = (who(), known(), option::weighted(0.2, known()), date(), date(), date());
        let under = (option::of(-5_i64..5_000), option::weighted(0.3, known()));
        prop_oneof![
            6 => (assign, under).prop_map(|((who, product, price, ordered, starts, ends), (cents, sales_order))| {
                Self::Assign { who, product, price, ordered, starts, ends, cents, sales_order }
            }),
            2 => (0_u8..4).prop_map(|nth| Self::Cancel { nth }),
            2 => (0_u8..4).prop_map(|nth| Self::Reinstate { nth }),
        ]
    }

    pub(super) fn prelude() -> Vec<Self> {
        let assign = |nth, product, ordered, ends| Self::Assign {
            who: Who::Nth(nth),
            product,
            price: None,
            ordered,
            starts: None,
            ends,
            cents: None,
            sales_order: (nth == 1).then_some(0),
        };
        vec![
            assign(0, 0, None, None),
            assign(0, 2, Some(When::Date(-20)), Some(When::Date(10))),
            assign(1, 2, Some(When::Instant(3, 1)), None),
            assign(2, 1, None, Some(When::Instant(5, 0))),
        ]
    }

    pub(super) fn perform(&self, world: &World) -> String {
        let desk = world.desk();
        match self.clone() {
            Self::Assign { who, product, price, ordered, starts, ends, cents, sales_order } => {
                let moment = |when: Option<When>| when.map(|when| world.moment(when));
                let command = AssignCommand {
                    product: pick(CODES, product).to_owned(),
                    price: price.map(|price| pick(CODES, price).to_owned()),
                    ordered: moment(ordered),
                    dates: Dates { starts: moment(starts), ends: moment(ends) },
                    cost: cents.map(usd),
                    sales_order: sales_order.map(|number| pick(NUMBERS, number).to_owned()),
                    mail: ConfirmationMail::Send,
                    reason: cents.map(|_| note(pick(REASONS, product))),
                };
                told(order::assign_product(&desk, &world.key(who), &command))
            }
            Self::Cancel { nth } => {
                let reason = Some(note(pick(REASONS, nth)));
                told(order::cancel_order(&desk, world.order(nth), CancelWhat::Whole, None, reason))
            }
            Self::Reinstate { nth } => {
                told(order::reinstate_order(&desk, &world.vault, world.order(nth), None))
            }
        }
    }
}
