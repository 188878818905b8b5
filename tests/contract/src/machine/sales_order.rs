//! Commands on sales orders, and questions about them.

use async_trait::async_trait;
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use rollbook_application::sales_order::{
    EditCommand, NewSalesOrder, SyncCommand, TypedEdit, add_sales_order, edit_sales_order, list_sales_orders,
    show_sales_order, sync_sales_orders,
};
use rollbook_domain::plan::contracts::{Shown, SourceContract};
use rollbook_domain::port::{ContractPage, ContractSource, ContractSourceError, Cursor, PageRequest};

use super::pools::{CLIENTS, CODES, EXTERNAL_IDS, NUMBERS, REASONS, index, known, pick, when};
use super::world::{When, World, told};
use crate::words::{code, note, title};

/// Whether only to plan, and the number of changes confirmed.
type Care = (bool, Option<u64>);

#[derive(Debug, Clone)]
pub(super) enum SalesOrderCommand {
    Add {
        number: u8,
        external_id: Option<u8>,
        term: (When, When),
        courses: Vec<u8>,
        seats: Option<u32>,
    },
    Edit {
        number: u8,
        /// Whether it changes, and to what.
        external_id: (bool, Option<u8>),
        starts: Option<When>,
        ends: Option<When>,
        courses: Option<Vec<u8>>,
        /// Whether they change, and to how many.
        seats: (bool, Option<u32>),
        care: Care,
    },
    Sync {
        contracts: Vec<Told>,
        care: Care,
    },
    Show {
        number: u8,
    },
    List,
}

/// What a source tells about a contract.
#[derive(Debug, Clone)]
pub(super) struct Told {
    number: u8,
    external_id: Option<u8>,
    term: (When, When),
    courses: Vec<u8>,
    seats: Option<u32>,
}

fn courses() -> impl Strategy<Value = Vec<u8>> + Clone {
    vec(prop_oneof![4 => prop_oneof![Just(0_u8), Just(1)], 1 => index()], 1..3)
}

fn term() -> impl Strategy<Value = (When, When)> + Clone {
    prop_oneof![
        6 => (-40_i8..10, 11_i8..90).prop_map(|(starts, ends)| (When::Date(starts), When::Date(ends))),
        1 => (when(), when()),
    ]
}

fn seats() -> impl Strategy<Value = Option<u32>> + Clone {
    option::weighted(0.4, 0_u32..4)
}

fn care() -> impl Strategy<Value = Care> + Clone {
    (prop::bool::weighted(0.2), option::weighted(0.1, 0_u64..4))
}

impl SalesOrderCommand {
    pub(super) fn strategy() -> impl Strategy<Value = Self> {
        let external_id = || option::weighted(0.4, 0_u8..3);
        let told = (known(), external_id(), term(), courses(), seats()).prop_map(
            |(number, external_id, term, courses, seats)| Told { number, external_id, term, courses, seats },
        );
        let changed =
            ((prop::bool::weighted(0.2), external_id()), option::of(when()), option::weighted(0.7, when()));
        let limits = (option::weighted(0.2, courses()), (prop::bool::weighted(0.3), seats()), care());
        prop_oneof![
            2 => (known(), external_id(), term(), courses(), seats()).prop_map(
                |(number, external_id, term, courses, seats)| {
                    Self::Add { number, external_id, term, courses, seats }
                }
            ),
            4 => (known(), changed, limits).prop_map(
                |(number, (external_id, starts, ends), (courses, seats, care))| {
                    Self::Edit { number, external_id, starts, ends, courses, seats, care }
                }
            ),
            3 => (vec(told, 0..4), care()).prop_map(|(contracts, care)| Self::Sync { contracts, care }),
            2 => known().prop_map(|number| Self::Show { number }),
            1 => Just(Self::List),
        ]
    }

    /// A sales order for whoever wants to follow it, and one with a single seat.
    pub(super) fn prelude() -> Vec<Self> {
        let add = |number, ends, seats| Self::Add {
            number,
            external_id: Some(number),
            term: (When::Date(-30), When::Date(ends)),
            courses: vec![0, 1],
            seats,
        };
        vec![add(0, 20, None), add(1, 40, Some(1))]
    }

    pub(super) fn perform(&self, world: &World) -> String {
        let desk = world.desk();
        match self.clone() {
            Self::Add { number, external_id, term: (starts, ends), courses, seats } => {
                let new = NewSalesOrder {
                    number: code(pick(NUMBERS, number)),
                    external_id: external_id.map(|index| title(pick(EXTERNAL_IDS, index))),
                    client: title(pick(CLIENTS, number)),
                    starts: world.moment(starts),
                    ends: world.moment(ends),
                    courses: named(&courses),
                    seats,
                    reason: Some(note(pick(REASONS, number))),
                };
                told(add_sales_order(&desk, new))
            }
            Self::Edit { number, external_id, starts, ends, courses, seats, care } => {
                let typed_id = |index: Option<u8>| index.map(|index| title(pick(EXTERNAL_IDS, index)));
                let edit = TypedEdit {
                    external_id: external_id.0.then(|| typed_id(external_id.1)),
                    client: None,
                    starts: starts.map(|when| world.moment(when)),
                    ends: ends.map(|when| world.moment(when)),
                    courses: courses.map(|courses| named(&courses)),
                    seats: seats.0.then_some(seats.1),
                };
                let (is_dry_run, confirmed) = care;
                let shown = Shown { confirmed, fingerprint: None };
                let command = EditCommand { edit, reason: None, is_dry_run, shown };
                told(edit_sales_order(&desk, pick(NUMBERS, number), &command))
            }
            Self::Sync { contracts, care: (is_dry_run, confirmed) } => {
                let contract = |(place, told): (usize, &Told)| told.contract(place, world);
                let source = InPages(contracts.iter().enumerate().map(contract).collect());
                let shown = Shown { confirmed, fingerprint: None };
                told(sync_sales_orders(&desk, &source, &SyncCommand { reason: None, is_dry_run, shown }))
            }
            Self::Show { number } => told(show_sales_order(&desk, pick(NUMBERS, number))),
            Self::List => told(list_sales_orders(&desk, &PageRequest::everything())),
        }
    }
}

fn named(courses: &[u8]) -> Vec<String> {
    courses.iter().map(|course| pick(CODES, *course).to_owned()).collect()
}

impl Told {
    fn contract(&self, place: usize, world: &World) -> SourceContract {
        let typed = |when| world.moment(when).to_string();
        let external_id = self.external_id.map(|index| pick(EXTERNAL_IDS, index).to_owned());
        SourceContract {
            place: format!("contract {place}"),
            external_id: Some(external_id.unwrap_or_default()),
            number: pick(NUMBERS, self.number).to_owned(),
            client: pick(CLIENTS, self.number).to_owned(),
            starts: typed(self.term.0),
            ends: typed(self.term.1),
            courses: named(&self.courses),
            seats: Some(self.seats.map(|seats| seats.to_string()).unwrap_or_default()),
            lacks: None,
        }
    }
}

/// A source that gives one contract at a time.
struct InPages(Vec<SourceContract>);

#[async_trait]
impl ContractSource for InPages {
    async fn contracts(&self, after: Option<&Cursor>) -> Result<ContractPage, ContractSourceError> {
        let place: usize = after.map_or(0, |cursor| cursor.as_str().parse().unwrap());
        let next = (place + 1 < self.0.len()).then(|| Cursor::new((place + 1).to_string()));
        Ok(ContractPage { contracts: self.0.get(place).cloned().into_iter().collect(), next })
    }
}
