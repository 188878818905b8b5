//! Rules ENR-01 to ENR-17: enrollment.

use super::{Area, Rule, RuleId};

/// ENR-01: bound to contracts.
pub const ENR_01: RuleId = RuleId::new(Area::Enrollment, "ENR-01");
/// ENR-02: adding sales orders.
pub const ENR_02: RuleId = RuleId::new(Area::Enrollment, "ENR-02");
/// ENR-03: choosing one.
pub const ENR_03: RuleId = RuleId::new(Area::Enrollment, "ENR-03");
/// ENR-04: moving many.
pub const ENR_04: RuleId = RuleId::new(Area::Enrollment, "ENR-04");
/// ENR-05: typed date decides.
pub const ENR_05: RuleId = RuleId::new(Area::Enrollment, "ENR-05");
/// ENR-06: else the contract.
pub const ENR_06: RuleId = RuleId::new(Area::Enrollment, "ENR-06");
/// ENR-07: three states.
pub const ENR_07: RuleId = RuleId::new(Area::Enrollment, "ENR-07");
/// ENR-08: state Enrolled.
pub const ENR_08: RuleId = RuleId::new(Area::Enrollment, "ENR-08");
/// ENR-09: state Unenrolled.
pub const ENR_09: RuleId = RuleId::new(Area::Enrollment, "ENR-09");
/// ENR-10: state Expired.
pub const ENR_10: RuleId = RuleId::new(Area::Enrollment, "ENR-10");
/// ENR-11: Inactive in bulk.
pub const ENR_11: RuleId = RuleId::new(Area::Enrollment, "ENR-11");
/// ENR-12: course by course.
pub const ENR_12: RuleId = RuleId::new(Area::Enrollment, "ENR-12");
/// ENR-13: back into the same version.
pub const ENR_13: RuleId = RuleId::new(Area::Enrollment, "ENR-13");
/// ENR-14: into another version.
pub const ENR_14: RuleId = RuleId::new(Area::Enrollment, "ENR-14");
/// ENR-15: what each state takes.
pub const ENR_15: RuleId = RuleId::new(Area::Enrollment, "ENR-15");
/// ENR-16: allowed changes.
pub const ENR_16: RuleId = RuleId::new(Area::Enrollment, "ENR-16");
/// ENR-17: contract and date together.
pub const ENR_17: RuleId = RuleId::new(Area::Enrollment, "ENR-17");

pub(super) const RULES: &[Rule] = &[
    Rule::stated(
        ENR_01,
        "Bound to contracts",
        "A tenant's learners can be tied to its sales orders, and their access expires when the term is \
         over.",
    ),
    Rule::stated(ENR_02, "Adding sales orders", "Sales orders are entered by the vendor's team."),
    Rule::stated(
        ENR_03,
        "Choosing one",
        "The sales order is chosen when a learner is enrolled in a course or first launches it.",
    ),
    Rule::stated(
        ENR_04,
        "Moving many",
        "Enrolled learners of a course, selected by group or one by one, can be given a sales order \
         together.",
    ),
    Rule::stated(
        ENR_05,
        "Typed date decides",
        "An expiry date that was typed decides, whatever the sales order says.",
    ),
    Rule::stated(
        ENR_06,
        "Else the contract",
        "Without a typed date, the enrollment expires with its sales order.",
    ),
    Rule::stated(
        ENR_07,
        "Three states",
        "To each learner a course is Enrolled (E), Unenrolled (U) or Expired (X).",
    ),
    Rule::stated(
        ENR_08,
        "State Enrolled",
        "Enrolled: the learner, if Active, can sign in and open everything of the course.",
    ),
    Rule::stated(
        ENR_09,
        "State Unenrolled",
        "Unenrolled: the learner, if Active, can sign in and opens nothing of the course.",
    ),
    Rule::stated(
        ENR_10,
        "State Expired",
        "Expired: the learner, if Active, can sign in and opens the results of the course, nothing else.",
    ),
    Rule::stated(
        ENR_11,
        "Inactive in bulk",
        "Customers who are Inactive cannot be picked for expiry by hand; they must be made Active first.",
    ),
    Rule::stated(ENR_12, "Course by course", "Expiry concerns one course and touches no other."),
    Rule::stated(
        ENR_13,
        "Back into the same version",
        "A learner who is enrolled again in the same version of a course finds all data as it was and \
         continues there.",
    ),
    Rule::follows(
        ENR_14,
        "Into another version",
        "In another version of the course the learner starts anew; what was done in the earlier version \
         remains there.",
    ),
    Rule::stated(
        ENR_15,
        "What each state takes",
        "Expiry takes the course and leaves results; unenrolling takes both.",
    ),
    Rule::follows(
        ENR_16,
        "Allowed changes",
        "None becomes E; E becomes X by time or by hand, or U; X becomes U, or E again by a later end; U \
         becomes E by enrolling again. U never becomes X.",
    ),
    Rule::stated(
        ENR_17,
        "Contract and date together",
        "A bulk edit sets sales order and date at once; a date left alone goes on following the sales \
         order.",
    ),
];
