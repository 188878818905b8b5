//! The roles that people have (VIEW-11).

use std::fmt;

use crate::enrollment::StateWord;

/// A role.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// Runs the installation.
    SystemAdministrator,
    /// Works in the back office of a tenant.
    Administrator,
    /// Administers an organization, with everybody in it and below it.
    ClientAdministrator,
    /// Watches over the learning of a team.
    Manager,
    /// Bought for others.
    Buyer,
    /// Takes training.
    Learner,
    /// Enrolls learners and ends their enrollments.
    EnrollmentTeam,
}

impl Role {
    /// All of them.
    pub const ALL: [Self; 7] = [
        Self::SystemAdministrator,
        Self::Administrator,
        Self::ClientAdministrator,
        Self::Manager,
        Self::Buyer,
        Self::Learner,
        Self::EnrollmentTeam,
    ];

    /// Whether a list made for the role has enrollments in that state.
    ///
    /// A client administrator's has no unenrolled learners (VIEW-07), and to learners a course they were taken out of is
    /// not there (ENR-09).
    pub fn sees(self, state: StateWord) -> bool {
        match self {
            Self::ClientAdministrator | Self::Learner => state != StateWord::Unenrolled,
            Self::SystemAdministrator
            | Self::Administrator
            | Self::Manager
            | Self::Buyer
            | Self::EnrollmentTeam => true,
        }
    }
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::SystemAdministrator => "system administrator",
            Self::Administrator => "administrator",
            Self::ClientAdministrator => "client administrator",
            Self::Manager => "manager",
            Self::Buyer => "buyer",
            Self::Learner => "learner",
            Self::EnrollmentTeam => "enrollment team",
        })
    }
}
