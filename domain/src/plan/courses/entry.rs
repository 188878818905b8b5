//! Reading one row of a file of courses.

use std::collections::HashSet;

use super::{CODE, END, START, TITLE};
use crate::plan::cells::Cells;
use crate::rule::{ACC_09, IMP_04, ORD_09, PRC_01};
use crate::text::{Code, Title};
use crate::time::{AccessDuration, Date};

pub(super) struct Entry {
    pub(super) code: Code,
    pub(super) title: Title,
    pub(super) duration: AccessDuration,
    /// What the price says beside the product: its dates.
    pub(super) price_title: Title,
}

pub(super) fn read(cells: &mut Cells<'_, '_>, seen: &mut HashSet<String>) -> Option<Entry> {
    let code = cells.parse(CODE, &[ORD_09], Code::parse);
    let title = cells.parse(TITLE, &[IMP_04], Title::parse);
    let starts_on = cells.parse_if_given(START, &[PRC_01], Date::parse);
    let ends_on = cells.parse_if_given(END, &[PRC_01], Date::parse);
    if cells.is_refused() {
        return None;
    }
    let duration = cells.parse(END, &[ACC_09], |_| AccessDuration::between(starts_on, ends_on))?;
    let price_title = cells.parse(END, &[PRC_01], |_| Title::parse(&duration.to_string()))?;
    let (code, title) = (code?, title?);
    if !seen.insert(code.folded()) {
        let reason = format!("the course code `{code}` is in an earlier row; accepted form: each code once");
        cells.refuse(CODE, reason, &[ORD_09]);
        return None;
    }
    Some(Entry { code, title, duration, price_title })
}
