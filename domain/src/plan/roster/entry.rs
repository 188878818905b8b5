//! Reading one row of a roster.

use super::columns::{
    COST, CUSTOMER_CODE, EMAIL, END_DATE, FIRST_NAME, GROUP, LAST_NAME, ORDER_DATE, PASSWORD, PRICE,
    START_DATE,
};
use super::lookup::Lookup;
use crate::access::Dates;
use crate::catalogue::Price;
use crate::customer::Profile;
use crate::email::EmailAddress;
use crate::group::Group;
use crate::money::Money;
use crate::plan::Context;
use crate::plan::cells::Cells;
use crate::rule::{CUS_29, IMP_04, IMP_22, Q_27, Q_31, Q_33};
use crate::secret::Password;
use crate::text::{Code, PersonName};
use crate::time::{Instant, Moment};

/// What a row says, each cell by itself.
pub(super) struct Entry<'facts> {
    pub(super) profile: Profile,
    pub(super) password: Option<Password>,
    pub(super) group: Option<&'facts Group>,
    pub(super) price: Option<&'facts Price>,
    pub(super) cost: Money,
    pub(super) ordered_at: Option<Instant>,
    pub(super) dates: Dates,
}

/// Reads a row, or refuses it with everything that is wrong with it.
pub(super) fn read<'table, 'facts>(
    cells: &mut Cells<'table, '_>,
    lookup: &mut Lookup<'table, 'facts>,
    context: &Context<'_>,
) -> Option<Entry<'facts>> {
    let first_name = cells.parse(FIRST_NAME, &[IMP_04], PersonName::parse);
    let last_name = cells.parse(LAST_NAME, &[IMP_04], PersonName::parse);
    let email = cells.parse(EMAIL, &[CUS_29], EmailAddress::parse);
    let password = read_password(cells, context.settings.password_min_length);
    let group = cells.parse_if_given(GROUP, &[Q_27], |text| lookup.group(text));
    let price = cells.parse_if_given(PRICE, &[Q_27], |text| lookup.price(text));
    let currency = context.settings.currency;
    let cost = cells.parse_if_given(COST, &[Q_27], |text| Money::parse(text, currency));
    if cost.is_some() && cells.text(PRICE).is_empty() {
        let reason = "there is a cost without a price; accepted form: a price's code or id, or no cost";
        cells.refuse(PRICE, reason, &[Q_31]);
    }
    let ordered_at = cells.parse_if_given(ORDER_DATE, &[IMP_22], |text| lookup.start_of(text));
    let starts = cells.parse_if_given(START_DATE, &[IMP_22], Moment::parse);
    let ends = cells.parse_if_given(END_DATE, &[IMP_22], Moment::parse);
    let code = cells.parse_if_given(CUSTOMER_CODE, &[IMP_22], Code::parse);
    let fields = cells.fields();
    if cells.is_refused() {
        return None;
    }
    let mut profile = Profile::new(first_name?, last_name?, email?);
    profile.code = code;
    profile.fields = fields;
    let cost = cost.unwrap_or(Money::zero(currency));
    Some(Entry { profile, password, group, price, cost, ordered_at, dates: Dates { starts, ends } })
}

/// A password is taken as it stands, with the spaces around it; a cell of nothing but spaces is blank.
fn read_password(cells: &mut Cells<'_, '_>, min_chars: u32) -> Option<Password> {
    let typed = cells.raw(PASSWORD);
    if typed.trim().is_empty() {
        return None;
    }
    match Password::parse(typed, min_chars as usize) {
        Ok(password) => Some(password),
        Err(error) => {
            cells.refuse(PASSWORD, error.to_string(), &[Q_33]);
            None
        }
    }
}
