//! Who acts, in which role, for whom and through which door.

use serde::{Deserialize, Serialize};

use crate::id::{CustomerId, ImpersonationId};

/// The part somebody plays in a command.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// A back-office person.
    Administrator,
    /// A customer acting for themselves.
    Customer,
    /// The system itself, by a rule.
    System,
}

/// The door through which a command came.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Channel {
    /// The command line.
    Cli,
    /// The HTTP API.
    Api,
    /// The web console.
    Console,
    /// An import file.
    Import,
    /// The embedding program.
    Library,
}

/// Who gave a command; every commit carries one.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Actor {
    /// The administrator's or program's name as the installation knows it.
    pub name: String,
    /// The part played.
    pub role: Role,
    /// The customer acted for, when that is somebody else.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on_behalf_of: Option<CustomerId>,
    /// The impersonation that the command is given under, if it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub impersonation: Option<ImpersonationId>,
    /// The door the command came through.
    pub channel: Channel,
}

impl Actor {
    /// An administrator at the given door.
    pub fn administrator(name: impl Into<String>, channel: Channel) -> Self {
        Self {
            name: name.into(),
            role: Role::Administrator,
            on_behalf_of: None,
            impersonation: None,
            channel,
        }
    }

    /// The system itself.
    pub fn system() -> Self {
        let (on_behalf_of, impersonation) = (None, None);
        Self {
            name: "system".into(),
            role: Role::System,
            on_behalf_of,
            impersonation,
            channel: Channel::Library,
        }
    }
}
