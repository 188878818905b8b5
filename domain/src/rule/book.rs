//! The book as a whole, and looking a rule up in it.

use super::{Rule, acc, acd, aud, beside, cus, enr, gdpr, grp, imp, mail, ord, pay, q, reg, trn, view, x};

static BOOK: [&[Rule]; 19] = [
    cus::RULES,
    aud::RULES,
    grp::RULES,
    ord::RULES,
    reg::RULES,
    acc::RULES,
    trn::RULES,
    imp::RULES,
    gdpr::RULES,
    pay::RULES,
    enr::RULES,
    view::RULES,
    mail::RULES,
    x::RULES,
    q::RULES[0],
    q::RULES[1],
    q::RULES[2],
    acd::RULES,
    beside::RULES,
];

/// Every rule, in the order of the book.
pub fn all() -> impl Iterator<Item = &'static Rule> {
    BOOK.iter().flat_map(|section| section.iter())
}

/// Looks a rule up by its id, in any letter case.
///
/// ```
/// use rollbook_domain::rule::{ACC_10, find};
///
/// assert_eq!(find("acc-10").map(|rule| rule.id), Some(ACC_10));
/// assert!(find("ACC-99").is_none());
/// ```
pub fn find(id: &str) -> Option<&'static Rule> {
    all().find(|rule| rule.id.as_str().eq_ignore_ascii_case(id))
}
