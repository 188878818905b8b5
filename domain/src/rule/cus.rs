//! Rules CUS-01 to CUS-30: customers.

use super::{Area, Rule, RuleId};

/// CUS-01: who is a customer.
pub const CUS_01: RuleId = RuleId::new(Area::Customers, "CUS-01");
/// CUS-02: how accounts begin.
pub const CUS_02: RuleId = RuleId::new(Area::Customers, "CUS-02");
/// CUS-03: origin of an account.
pub const CUS_03: RuleId = RuleId::new(Area::Customers, "CUS-03");
/// CUS-04: one page each.
pub const CUS_04: RuleId = RuleId::new(Area::Customers, "CUS-04");
/// CUS-05: list of customers.
pub const CUS_05: RuleId = RuleId::new(Area::Customers, "CUS-05");
/// CUS-06: filters of the list.
pub const CUS_06: RuleId = RuleId::new(Area::Customers, "CUS-06");
/// CUS-07: three parts.
pub const CUS_07: RuleId = RuleId::new(Area::Customers, "CUS-07");
/// CUS-08: ways onward.
pub const CUS_08: RuleId = RuleId::new(Area::Customers, "CUS-08");
/// CUS-09: order of the sections.
pub const CUS_09: RuleId = RuleId::new(Area::Customers, "CUS-09");
/// CUS-10: editing a profile.
pub const CUS_10: RuleId = RuleId::new(Area::Customers, "CUS-10");
/// CUS-11: setting a password.
pub const CUS_11: RuleId = RuleId::new(Area::Customers, "CUS-11");
/// CUS-12: password expiry.
pub const CUS_12: RuleId = RuleId::new(Area::Customers, "CUS-12");
/// CUS-13: profile at a glance.
pub const CUS_13: RuleId = RuleId::new(Area::Customers, "CUS-13");
/// CUS-14: three statuses.
pub const CUS_14: RuleId = RuleId::new(Area::Customers, "CUS-14");
/// CUS-15: Active account.
pub const CUS_15: RuleId = RuleId::new(Area::Customers, "CUS-15");
/// CUS-16: Inactive account.
pub const CUS_16: RuleId = RuleId::new(Area::Customers, "CUS-16");
/// CUS-17: Locked account.
pub const CUS_17: RuleId = RuleId::new(Area::Customers, "CUS-17");
/// CUS-18: changing the status.
pub const CUS_18: RuleId = RuleId::new(Area::Customers, "CUS-18");
/// CUS-19: locking by hand.
pub const CUS_19: RuleId = RuleId::new(Area::Customers, "CUS-19");
/// CUS-20: status is a gate.
pub const CUS_20: RuleId = RuleId::new(Area::Customers, "CUS-20");
/// CUS-21: who may sign in.
pub const CUS_21: RuleId = RuleId::new(Area::Customers, "CUS-21");
/// CUS-22: delete when allowed.
pub const CUS_22: RuleId = RuleId::new(Area::Customers, "CUS-22");
/// CUS-23: deletion is final.
pub const CUS_23: RuleId = RuleId::new(Area::Customers, "CUS-23");
/// CUS-24: what deletion removes.
pub const CUS_24: RuleId = RuleId::new(Area::Customers, "CUS-24");
/// CUS-25: tax exemption.
pub const CUS_25: RuleId = RuleId::new(Area::Customers, "CUS-25");
/// CUS-26: adding a customer.
pub const CUS_26: RuleId = RuleId::new(Area::Customers, "CUS-26");
/// CUS-27: custom fields.
pub const CUS_27: RuleId = RuleId::new(Area::Customers, "CUS-27");
/// CUS-28: what never changes.
pub const CUS_28: RuleId = RuleId::new(Area::Customers, "CUS-28");
/// CUS-29: unique email.
pub const CUS_29: RuleId = RuleId::new(Area::Customers, "CUS-29");
/// CUS-30: fresh registrations.
pub const CUS_30: RuleId = RuleId::new(Area::Customers, "CUS-30");

pub(super) const RULES: &[Rule] = &[
    Rule::stated(
        CUS_01,
        "Who is a customer",
        "A customer is anybody with an account for the public site; the people who run the back office \
         are administrators.",
    ),
    Rule::stated(
        CUS_02,
        "How accounts begin",
        "Registering, placing an order, and being added by an administrator are the ways an account \
         begins.",
    ),
    Rule::follows(
        CUS_03,
        "Origin of an account",
        "A roster import, a buyer who sets up a learner and an accepted invitation also begin accounts; \
         every account keeps its origin: registered, order, admin, import, code-holder or invitation.",
    ),
    Rule::stated(
        CUS_04,
        "One page each",
        "The console shows everything known about a customer on one page of their own.",
    ),
    Rule::stated(
        CUS_05,
        "List of customers",
        "Customers are listed below a row of filters, and every line leads to that customer's page.",
    ),
    Rule::decided(
        CUS_06,
        "Filters of the list",
        "The list can be narrowed by who it is (name, email, id), how the account stands (status, origin, \
         erased, created when, last signed in when), and what it has (group, product, order number, \
         pending invitations, access that ends soon).",
    ),
    Rule::stated(
        CUS_07,
        "Three parts",
        "A customer's page has three parts: the customer with their orders, the transcript, and content \
         access.",
    ),
    Rule::stated(
        CUS_08,
        "Ways onward",
        "The first part leads straight to sign-in history, activity log, data export, profile and \
         password.",
    ),
    Rule::stated(
        CUS_09,
        "Order of the sections",
        "The first part shows details, groups, product assignment, learners on the customer's \
         registration codes, then orders.",
    ),
    Rule::stated(
        CUS_10,
        "Editing a profile",
        "An administrator can change the profile of a customer, with the email address and the password.",
    ),
    Rule::stated(CUS_11, "Setting a password", "An administrator can give a customer a new password."),
    Rule::stated(
        CUS_12,
        "Password expiry",
        "An administrator can set, for one customer, when the password must be changed.",
    ),
    Rule::stated(
        CUS_13,
        "Profile at a glance",
        "The details of a customer begin with a summary of the profile.",
    ),
    Rule::stated(
        CUS_14,
        "Three statuses",
        "At every instant an account has exactly one status: Active, Inactive or Locked.",
    ),
    Rule::stated(CUS_15, "Active account", "An Active account may use the site."),
    Rule::stated(CUS_16, "Inactive account", "An Inactive account was switched off by an administrator."),
    Rule::stated(
        CUS_17,
        "Locked account",
        "A Locked account was stopped because something about its use looked suspicious.",
    ),
    Rule::stated(
        CUS_18,
        "Changing the status",
        "A status changes by naming the new one and confirming; naming the present one changes nothing.",
    ),
    Rule::follows(
        CUS_19,
        "Locking by hand",
        "An administrator can set any of the three, so locking and unlocking by hand are possible.",
    ),
    Rule::follows(
        CUS_20,
        "Status is a gate",
        "The status governs the whole account and leaves grants alone: switching off ends no grant, and \
         switching on again finds the same grants.",
    ),
    Rule::follows(
        CUS_21,
        "Who may sign in",
        "Only an Active account may sign in, whatever the state of its enrollments.",
    ),
    Rule::stated(
        CUS_22,
        "Delete when allowed",
        "Deletion is offered only where X-01 allows it, and asks for confirmation.",
    ),
    Rule::stated(CUS_23, "Deletion is final", "A deleted customer cannot be brought back."),
    Rule::stated(
        CUS_24,
        "What deletion removes",
        "Deletion takes the record, what was entered in forms, and the orders tied to the customer as far \
         as X-01 lets there be any.",
    ),
    Rule::stated(
        CUS_25,
        "Tax exemption",
        "An administrator can mark a customer as tax exempt and take the mark away.",
    ),
    Rule::stated(
        CUS_26,
        "Adding a customer",
        "An administrator can add one customer from a profile form; imports start from the same place.",
    ),
    Rule::follows(
        CUS_27,
        "Custom fields",
        "A profile holds first name, last name, email, password and billing address, and beside them \
         fields of the tenant's own naming.",
    ),
    Rule::follows(
        CUS_28,
        "What never changes",
        "The id and the time of creation of a customer never change, not even by erasure.",
    ),
    Rule::decided(
        CUS_29,
        "Unique email",
        "The email address is how a customer signs in and how files and invitations find them: no two \
         customers that are not erased share one, and letter case makes no difference.",
    ),
    Rule::follows(
        CUS_30,
        "Fresh registrations",
        "A customer who has just registered is Active, with or without orders and access.",
    ),
];
