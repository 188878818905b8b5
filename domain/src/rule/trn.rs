//! Rules TRN-01 to TRN-16: transcript.

use super::{Area, Rule, RuleId};

/// TRN-01: what it shows.
pub const TRN_01: RuleId = RuleId::new(Area::Transcript, "TRN-01");
/// TRN-02: complete course.
pub const TRN_02: RuleId = RuleId::new(Area::Transcript, "TRN-02");
/// TRN-03: no course score.
pub const TRN_03: RuleId = RuleId::new(Area::Transcript, "TRN-03");
/// TRN-04: score per item.
pub const TRN_04: RuleId = RuleId::new(Area::Transcript, "TRN-04");
/// TRN-05: editing an item.
pub const TRN_05: RuleId = RuleId::new(Area::Transcript, "TRN-05");
/// TRN-06: attendance at events.
pub const TRN_06: RuleId = RuleId::new(Area::Transcript, "TRN-06");
/// TRN-07: clearing CMI data.
pub const TRN_07: RuleId = RuleId::new(Area::Transcript, "TRN-07");
/// TRN-08: adding a completion.
pub const TRN_08: RuleId = RuleId::new(Area::Transcript, "TRN-08");
/// TRN-09: passed by hand.
pub const TRN_09: RuleId = RuleId::new(Area::Transcript, "TRN-09");
/// TRN-10: quiz responses.
pub const TRN_10: RuleId = RuleId::new(Area::Transcript, "TRN-10");
/// TRN-11: quiz submissions.
pub const TRN_11: RuleId = RuleId::new(Area::Transcript, "TRN-11");
/// TRN-12: attempt limit.
pub const TRN_12: RuleId = RuleId::new(Area::Transcript, "TRN-12");
/// TRN-13: kinds of items.
pub const TRN_13: RuleId = RuleId::new(Area::Transcript, "TRN-13");
/// TRN-14: completion stays.
pub const TRN_14: RuleId = RuleId::new(Area::Transcript, "TRN-14");
/// TRN-15: derived or marked.
pub const TRN_15: RuleId = RuleId::new(Area::Transcript, "TRN-15");
/// TRN-16: scale of a score.
pub const TRN_16: RuleId = RuleId::new(Area::Transcript, "TRN-16");

pub(super) const RULES: &[Rule] = &[
    Rule::stated(
        TRN_01,
        "What it shows",
        "The transcript lists every content item the customer can open, with progress and end of access \
         for each.",
    ),
    Rule::stated(TRN_02, "Complete course", "A course is complete once all its required items are."),
    Rule::stated(TRN_03, "No course score", "A course is complete or incomplete and has no score."),
    Rule::stated(TRN_04, "Score per item", "Scores belong to content items, one for each."),
    Rule::stated(
        TRN_05,
        "Editing an item",
        "An administrator can set the status, the completion time and the score of an item.",
    ),
    Rule::stated(
        TRN_06,
        "Attendance at events",
        "Attendance at an event is recorded by marking the item complete.",
    ),
    Rule::stated(
        TRN_07,
        "Clearing CMI data",
        "The run-time data of an item can be cleared as a whole, for SCORM modules alone.",
    ),
    Rule::stated(
        TRN_08,
        "Adding a completion",
        "An administrator can add a completion to a quiz, with status, time of submission and score.",
    ),
    Rule::stated(
        TRN_09,
        "Passed by hand",
        "A quiz marked passed by an administrator gains an entry in the response report, with the right \
         answers chosen; X-17 says how it is marked.",
    ),
    Rule::stated(
        TRN_10,
        "Quiz responses",
        "For each customer and quiz a report shows which option was chosen for each question.",
    ),
    Rule::stated(
        TRN_11,
        "Quiz submissions",
        "The attempts at a quiz are listed with their dates, and an administrator can remove one.",
    ),
    Rule::stated(
        TRN_12,
        "Attempt limit",
        "A quiz can limit its attempts; each submission taken out allows one more.",
    ),
    Rule::follows(
        TRN_13,
        "Kinds of items",
        "An item is a SCORM module, a quiz, an event, a file or an assignment.",
    ),
    Rule::follows(
        TRN_14,
        "Completion stays",
        "What was completed stays so when access expires, is revoked or is given again.",
    ),
    Rule::decided(
        TRN_15,
        "Derived or marked",
        "A course's completion follows from its items and can turn either way when they are edited; a \
         mark made by hand is kept apart as an override.",
    ),
    Rule::decided(
        TRN_16,
        "Scale of a score",
        "A score is a decimal number on the item's own scale, whose maximum is stated and need not be \
         100.",
    ),
];
