//! The steps in which a schema grows.

use std::fmt;

use serde::Serialize;

/// What a step of the schema is to programs that are older than it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum SchemaPhase {
    /// It adds to the schema, and they go on.
    Expand,
    /// It moves what is there into the new shape, and they go on.
    Migrate,
    /// It takes away what only they use, and they stop.
    Contract,
}

/// One step of a schema.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SchemaStep {
    /// Its number, counted from 1.
    pub number: u32,
    /// Its name.
    pub name: String,
    /// What it is to older programs.
    pub phase: SchemaPhase,
}

impl fmt::Display for SchemaStep {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let phase = match self.phase {
            SchemaPhase::Expand => "expand",
            SchemaPhase::Migrate => "migrate",
            SchemaPhase::Contract => "contract",
        };
        write!(f, "migration {} `{}` ({phase})", self.number, self.name)
    }
}
