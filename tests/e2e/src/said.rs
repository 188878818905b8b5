//! What a command said and how it ended.

use std::process::Output;

use serde_json::Value;

/// What a command said and how it ended.
#[derive(Debug, Clone)]
pub struct Said {
    /// The exit code; `None` when the process was killed.
    pub code: Option<i32>,
    /// The data.
    pub output: String,
    /// Everything else.
    pub notes: String,
}

impl Said {
    /// Takes a finished process.
    pub fn from_finished(output: &Output) -> Self {
        Self {
            code: output.status.code(),
            output: String::from_utf8_lossy(&output.stdout).into_owned(),
            notes: String::from_utf8_lossy(&output.stderr).into_owned(),
        }
    }

    /// The data, read as JSON.
    ///
    /// # Panics
    /// When it is none.
    #[expect(clippy::panic, reason = "data that is not what was asked for fails the test")]
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.output).unwrap_or_else(|error| panic!("{error} in {self:?}"))
    }

    /// The error, read as JSON.
    ///
    /// # Panics
    /// When there is none.
    #[expect(clippy::panic, reason = "an error that is not told as promised fails the test")]
    pub fn error(&self) -> Value {
        let error: Value =
            serde_json::from_str(&self.notes).unwrap_or_else(|error| panic!("{error} in {self:?}"));
        error["error"].clone()
    }
}
