//! Rules IMP-01 to IMP-23: import.

use super::{Area, Rule, RuleId};

/// IMP-01: what import is for.
pub const IMP_01: RuleId = RuleId::new(Area::Import, "IMP-01");
/// IMP-02: two ways in.
pub const IMP_02: RuleId = RuleId::new(Area::Import, "IMP-02");
/// IMP-03: template or own file.
pub const IMP_03: RuleId = RuleId::new(Area::Import, "IMP-03");
/// IMP-04: columns of a roster.
pub const IMP_04: RuleId = RuleId::new(Area::Import, "IMP-04");
/// IMP-05: blank password.
pub const IMP_05: RuleId = RuleId::new(Area::Import, "IMP-05");
/// IMP-06: blank group.
pub const IMP_06: RuleId = RuleId::new(Area::Import, "IMP-06");
/// IMP-07: naming the price.
pub const IMP_07: RuleId = RuleId::new(Area::Import, "IMP-07");
/// IMP-08: several products.
pub const IMP_08: RuleId = RuleId::new(Area::Import, "IMP-08");
/// IMP-09: cost of a row.
pub const IMP_09: RuleId = RuleId::new(Area::Import, "IMP-09");
/// IMP-10: row limit.
pub const IMP_10: RuleId = RuleId::new(Area::Import, "IMP-10");
/// IMP-11: typed import.
pub const IMP_11: RuleId = RuleId::new(Area::Import, "IMP-11");
/// IMP-12: more rows.
pub const IMP_12: RuleId = RuleId::new(Area::Import, "IMP-12");
/// IMP-13: no cost when typed.
pub const IMP_13: RuleId = RuleId::new(Area::Import, "IMP-13");
/// IMP-14: change at first sign-in.
pub const IMP_14: RuleId = RuleId::new(Area::Import, "IMP-14");
/// IMP-15: welcome mail.
pub const IMP_15: RuleId = RuleId::new(Area::Import, "IMP-15");
/// IMP-16: subject of the welcome.
pub const IMP_16: RuleId = RuleId::new(Area::Import, "IMP-16");
/// IMP-17: added words.
pub const IMP_17: RuleId = RuleId::new(Area::Import, "IMP-17");
/// IMP-18: submitting the import.
pub const IMP_18: RuleId = RuleId::new(Area::Import, "IMP-18");
/// IMP-19: start of windows.
pub const IMP_19: RuleId = RuleId::new(Area::Import, "IMP-19");
/// IMP-20: payment type of a row.
pub const IMP_20: RuleId = RuleId::new(Area::Import, "IMP-20");
/// IMP-21: one account per email.
pub const IMP_21: RuleId = RuleId::new(Area::Import, "IMP-21");
/// IMP-22: optional columns.
pub const IMP_22: RuleId = RuleId::new(Area::Import, "IMP-22");
/// IMP-23: plan, then apply.
pub const IMP_23: RuleId = RuleId::new(Area::Import, "IMP-23");

pub(super) const RULES: &[Rule] = &[
    Rule::stated(
        IMP_01,
        "What import is for",
        "An import sets up any number of customers together, with accounts and access.",
    ),
    Rule::stated(
        IMP_02,
        "Two ways in",
        "Customers are imported from a CSV file or by typing them into a form.",
    ),
    Rule::stated(
        IMP_03,
        "Template or own file",
        "The file is the template offered or any file with the same column names.",
    ),
    Rule::stated(
        IMP_04,
        "Columns of a roster",
        "The columns are First Name, Last Name, Email, Password, Group ID, Price ID and Cost.",
    ),
    Rule::stated(
        IMP_05,
        "Blank password",
        "A blank password leaves it to the system how the customer gets to sign in; X-15 says how.",
    ),
    Rule::stated(IMP_06, "Blank group", "A row without a group puts nobody into one."),
    Rule::stated(IMP_07, "Naming the price", "The price of a row is named by its id or its code."),
    Rule::stated(IMP_08, "Several products", "A customer who is to get several products has a row for each."),
    Rule::stated(IMP_09, "Cost of a row", "The cost of a row is what that order records as the price."),
    Rule::stated(
        IMP_10,
        "Row limit",
        "An import takes a limited number of rows: 250 at the source, the tenant's own limit here (Q-26).",
    ),
    Rule::stated(
        IMP_11,
        "Typed import",
        "The form asks for first name, last name, email, password, group and product.",
    ),
    Rule::stated(IMP_12, "More rows", "The form takes as many customers as one adds rows."),
    Rule::follows(IMP_13, "No cost when typed", "The form has no cost, so its orders are free of charge."),
    Rule::stated(
        IMP_14,
        "Change at first sign-in",
        "An import can demand that its new customers change their password when they first sign in.",
    ),
    Rule::stated(IMP_15, "Welcome mail", "An import can mail a welcome to each of its customers, or not."),
    Rule::stated(IMP_16, "Subject of the welcome", "The subject of the welcome is set for each import."),
    Rule::stated(IMP_17, "Added words", "Words given with an import are added to its welcome."),
    Rule::stated(IMP_18, "Submitting the import", "Nothing is written until the import is submitted."),
    Rule::stated(
        IMP_19,
        "Start of windows",
        "The windows an import gives count from its own date, or from a row's order date where there is \
         one (IMP-22).",
    ),
    Rule::follows(IMP_20, "Payment type of a row", "The order made from a row has the payment type Import."),
    Rule::follows(
        IMP_21,
        "One account per email",
        "Rows with the same email address in one file belong to one account.",
    ),
    Rule::decided(
        IMP_22,
        "Optional columns",
        "A roster may add the columns Order Date, Start Date, End Date and Customer Code, and a column \
         `field:<name>` for each custom field; column names match whatever their case and spacing.",
    ),
    Rule::decided(
        IMP_23,
        "Plan, then apply",
        "A roster first becomes a plan that counts new customers, grants, mails, skipped and refused \
         rows; what is applied is that very plan, known by its fingerprint, and a second time it changes \
         nothing and says so.",
    ),
];
