//! Rosters made up for tests.

use std::fmt::Write as _;

use rollbook_e2e::Installation;

/// The header that every roster has.
pub(crate) const HEADER: &str = "First Name,Last Name,Email,Password,Group ID,Price ID,Cost,Order Date\n";

/// An installation with the group `blue` and the course, product and price `ALGEBRA`.
pub(crate) fn with_catalogue() -> Installation {
    let installation = Installation::ready();
    let groups = installation.write("groups.csv", "Group Code,Name\nblue,Blue group\n");
    let courses =
        installation.write("courses.csv", "Course Code,Title,Start Date,End Date\nALGEBRA,Algebra,,\n");
    installation.done(&["import", "groups", &groups.to_string_lossy()]);
    installation.done(&["import", "courses", &courses.to_string_lossy()]);
    installation
}

/// A roster of so many learners, each in the group and with the price.
pub(crate) fn roster(rows: u32) -> String {
    let mut roster = HEADER.to_owned();
    for row in 0..rows {
        let _ =
            writeln!(roster, "Learner,Number {row},learner{row}@example.org,,blue,ALGEBRA,0.00,2026-01-05");
    }
    roster
}
