//! Settled questions about accounts, import and groups.

use crate::rule::{Area, Rule, RuleId};

/// known email in a file.
pub const Q_21: RuleId = RuleId::new(Area::Questions, "Q-21");
/// same sale twice.
pub const Q_22: RuleId = RuleId::new(Area::Questions, "Q-22");
/// differing names.
pub const Q_23: RuleId = RuleId::new(Area::Questions, "Q-23");
/// erased email in a file.
pub const Q_24: RuleId = RuleId::new(Area::Questions, "Q-24");
/// barred customer in a file.
pub const Q_25: RuleId = RuleId::new(Area::Questions, "Q-25");
/// too many rows.
pub const Q_26: RuleId = RuleId::new(Area::Questions, "Q-26");
/// unknown or malformed cells.
pub const Q_27: RuleId = RuleId::new(Area::Questions, "Q-27");
/// one bad row.
pub const Q_28: RuleId = RuleId::new(Area::Questions, "Q-28");
/// same file again.
pub const Q_29: RuleId = RuleId::new(Area::Questions, "Q-29");
/// shapes of CSV.
pub const Q_30: RuleId = RuleId::new(Area::Questions, "Q-30");
/// blank cost or price.
pub const Q_31: RuleId = RuleId::new(Area::Questions, "Q-31");
/// codes in an import.
pub const Q_32: RuleId = RuleId::new(Area::Questions, "Q-32");
/// weak password in a file.
pub const Q_33: RuleId = RuleId::new(Area::Questions, "Q-33");
/// demanded change.
pub const Q_34: RuleId = RuleId::new(Area::Questions, "Q-34");
/// deleting a seat holder.
pub const Q_35: RuleId = RuleId::new(Area::Questions, "Q-35");
/// log after deletion.
pub const Q_36: RuleId = RuleId::new(Area::Questions, "Q-36");
/// two password rules.
pub const Q_37: RuleId = RuleId::new(Area::Questions, "Q-37");
/// email taken.
pub const Q_38: RuleId = RuleId::new(Area::Questions, "Q-38");
/// removing a group in use.
pub const Q_39: RuleId = RuleId::new(Area::Questions, "Q-39");

pub(super) const RULES: &[Rule] = &[
    Rule::decided(
        Q_21,
        "Known email in a file",
        "A row for an existing customer adds group, order and grant, never changes name, password or \
         status, and is reported as existing.",
    ),
    Rule::decided(
        Q_22,
        "Same sale twice",
        "The same email with the same price twice in a file is refused, because it would sell twice; an \
         option lets it pass on purpose.",
    ),
    Rule::decided(
        Q_23,
        "Differing names",
        "When one email has differing names in a file, the first row's name is taken and a warning given.",
    ),
    Rule::decided(Q_24, "Erased email in a file", "The email of an erased customer makes a new account."),
    Rule::decided(
        Q_25,
        "Barred customer in a file",
        "A row for an Inactive or Locked customer adds its grant, leaves the status, and warns.",
    ),
    Rule::decided(
        Q_26,
        "Too many rows",
        "A file beyond the tenant's limit, 100,000 rows unless set otherwise, is refused before anything \
         is written; only data rows are counted.",
    ),
    Rule::decided(
        Q_27,
        "Unknown or malformed cells",
        "An unknown group or price, or a cost with a sign, a comma or a currency mark, refuses its row \
         and names the column and the accepted form; nothing else of that row happens.",
    ),
    Rule::decided(
        Q_28,
        "One bad row",
        "By default every row is checked and all errors are shown, and one bad row stops the whole file; \
         on request the good rows are written and the bad ones come back as a file with their reasons.",
    ),
    Rule::decided(
        Q_29,
        "Same file again",
        "A file with the same content and options is recognized: the second run changes nothing and \
         returns the first result.",
    ),
    Rule::decided(
        Q_30,
        "Shapes of CSV",
        "A byte order mark, CRLF, quoted line breaks and semicolons are read; anything but UTF-8 is \
         refused with its line; on export, cells that a spreadsheet would compute are made harmless.",
    ),
    Rule::decided(
        Q_31,
        "Blank cost or price",
        "A blank cost is zero; a cost without a price refuses the row.",
    ),
    Rule::decided(
        Q_32,
        "Codes in an import",
        "A row stands for one seat, so it is granted directly even at a price that makes codes.",
    ),
    Rule::decided(
        Q_33,
        "Weak password in a file",
        "A password that breaks the policy refuses its row and is never replaced in silence.",
    ),
    Rule::decided(
        Q_34,
        "Demanded change",
        "A password change demanded by an import concerns only the accounts it makes.",
    ),
    Rule::decided(
        Q_35,
        "Deleting a seat holder",
        "Holding a claimed seat is access, so its holder cannot be deleted until the seat is reclaimed.",
    ),
    Rule::decided(
        Q_36,
        "Log after deletion",
        "After a deletion the log keeps its entries under an id that leads nowhere and holds no personal \
         data.",
    ),
    Rule::decided(
        Q_37,
        "Two password rules",
        "Where an expiry and a demanded change meet, the stricter one holds and the customer is asked \
         once.",
    ),
    Rule::decided(
        Q_38,
        "Email taken",
        "Changing to an address in use is refused; only administrators learn by whom it is used.",
    ),
    Rule::decided(
        Q_39,
        "Removing a group in use",
        "A group that an automation uses is not removed unless it is detached first; grants are never \
         touched.",
    ),
];
