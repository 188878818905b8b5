//! Every table, with every column: a new one is added here, or the build fails.
//!
//! A table stands before those it refers to, so that rows can be removed in this order.

mod account;
mod learning;
mod log;
mod offered;
mod purchases;
mod seats;

use self::account::{
    ACCOUNT_LINKS, CUSTOMER_PASSWORDS, CUSTOMER_PROFILES, CUSTOMER_STATUSES, CUSTOMER_TIES, CUSTOMERS,
    FORMER_EMAILS, IMPERSONATIONS, LOGINS, MEMBERSHIPS,
};
use self::learning::{
    CMI_ATTEMPTS, CMI_ELEMENTS, CMI_SESSIONS, COURSE_MARKS, ITEM_RECORDS, SUBMISSION_ANSWERS, SUBMISSIONS,
    TRANSCRIPTS,
};
use self::log::{COMMITS, EVENT_NOTES, EVENTS, MAIL_SUPPRESSIONS, MAILS};
use self::offered::{
    COURSE_VERSIONS, COURSES, GROUPS, IMPORTS, ITEMS, MAIL_TEXT_VERSIONS, MAIL_TEXTS, ORGANIZATION_PARENTS,
    ORGANIZATIONS, OUTBOXES, PRICES, PRODUCT_COURSES, PRODUCTS, QUIZ_EDITIONS, SALES_ORDER_COURSES,
    SALES_ORDERS, SEAT_VOIDINGS, TENANTS,
};
use self::purchases::{
    ENROLLMENT_FACTS, GRANT_STANDINGS, GRANTS, ORDER_LINES, ORDER_STATUSES, ORDERS, WINDOW_EDITS,
};
use self::seats::{INVITATION_LINKS, INVITATIONS, SEAT_CLAIMS, SEAT_HAND_OVERS, SEAT_POOLS, SEATS};
use super::map::{Category, Fate, MappedTable, PersonalColumn, Shown, Whose};

const fn column(name: &'static str, category: Category, shown: Shown, fate: Fate) -> PersonalColumn {
    PersonalColumn { name, category, shown, fate }
}

/// A table no column of which is about a person.
const fn impersonal(
    name: &'static str,
    others_because: &'static str,
    others: &'static [&'static str],
) -> MappedTable {
    MappedTable { name, whose: Whose::Nobody, personal: &[], others, others_because }
}

const KEYS: &str = "keys, numbers and instants of the ledger; the customer's id is the pseudonym that stays";
const CATALOGUE: &str = "what is on offer, which is about nobody";
const LEDGER: &str = "orders are never erased; without a profile the id names nobody";
const HISTORY: &str =
    "who had access to what and when is accounted for; without a profile the id names nobody";
const RESULTS: &str = "which results there were is accounted for; without a profile the id names nobody";
const HASHED: &str = "a hash by which a link is known again; whoever holds the link has it from the mail";
const SEALED: &str = "a secret, which is handed out by the mail or page that it is meant for alone";

/// Every table of the schema.
pub const TABLES: &[MappedTable] = &[
    ITEM_RECORDS,
    COURSE_MARKS,
    CMI_ELEMENTS,
    CMI_SESSIONS,
    CMI_ATTEMPTS,
    SUBMISSION_ANSWERS,
    SUBMISSIONS,
    TRANSCRIPTS,
    CUSTOMER_PROFILES,
    FORMER_EMAILS,
    CUSTOMER_PASSWORDS,
    ACCOUNT_LINKS,
    MEMBERSHIPS,
    CUSTOMER_TIES,
    LOGINS,
    IMPERSONATIONS,
    CUSTOMERS,
    CUSTOMER_STATUSES,
    ORDER_STATUSES,
    ORDER_LINES,
    ORDERS,
    GRANT_STANDINGS,
    WINDOW_EDITS,
    GRANTS,
    ENROLLMENT_FACTS,
    SEAT_POOLS,
    SEATS,
    INVITATIONS,
    INVITATION_LINKS,
    SEAT_CLAIMS,
    SEAT_VOIDINGS,
    SEAT_HAND_OVERS,
    MAILS,
    MAIL_SUPPRESSIONS,
    EVENT_NOTES,
    EVENTS,
    COMMITS,
    TENANTS,
    GROUPS,
    ORGANIZATION_PARENTS,
    ORGANIZATIONS,
    COURSES,
    COURSE_VERSIONS,
    ITEMS,
    QUIZ_EDITIONS,
    PRODUCTS,
    PRODUCT_COURSES,
    PRICES,
    SALES_ORDERS,
    SALES_ORDER_COURSES,
    IMPORTS,
    OUTBOXES,
    MAIL_TEXTS,
    MAIL_TEXT_VERSIONS,
];
