use rollbook_domain::rule::{
    AUD_03, Area, CUS_01, CUS_04, CUS_06, CUS_07, CUS_08, CUS_09, GRP_09, GRP_11, IMP_11, IMP_12, IMP_13,
    LOCK_02, RuleId, VIEW_09, VIEW_10, X_12, X_13, X_14, X_20,
};

/// Areas in which every rule has a test, apart from those left for later. A rule without one fails the build.
const FINISHED: &[Area] = &[
    Area::Customers,
    Area::Groups,
    Area::Orders,
    Area::ContentAccess,
    Area::Import,
    Area::Enrollment,
    Area::Readings,
    Area::Questions,
    Area::AccessDecision,
    Area::Prices,
    Area::Explanation,
    Area::WhatIf,
    Area::RegistrationCodes,
    Area::Invitations,
    Area::Seats,
    Area::Transcript,
    Area::Mail,
    Area::Privacy,
    Area::Views,
    Area::Audit,
    Area::Locking,
];

/// Rules of the finished areas that are not built, or not wholly, and what they wait for.
const LATER: &[(&[RuleId], &str)] = &[
    (&[CUS_01], "signing in, which tells customers from administrators"),
    (&[CUS_04, CUS_06, CUS_07, CUS_08, CUS_09], "the console and its pages"),
    (&[GRP_09, GRP_11], "administrators of groups, and what they see"),
    (&[IMP_11, IMP_12, IMP_13], "the console's import form"),
    (&[AUD_03, VIEW_09, VIEW_10], "the console and its pages"),
    (&[LOCK_02], "signing in, where wrong passwords are counted"),
    (&[X_12, X_13, X_14], "checkout and saved payment details"),
    (&[X_20], "nothing that runs: words are kept by reading"),
];

/// Whether every rule of the area must have a test.
pub(crate) fn is_finished(area: Area) -> bool {
    FINISHED.contains(&area)
}

/// What the rule waits for, if it does.
pub(crate) fn left_for_later(rule: RuleId) -> Option<&'static str> {
    LATER.iter().find(|(rules, _)| rules.contains(&rule)).map(|(_, reason)| *reason)
}
