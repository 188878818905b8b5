//! Switches that are said with yes or no.

/// A switch, as typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum YesNo {
    /// On.
    Yes,
    /// Off.
    No,
}

impl From<YesNo> for bool {
    fn from(typed: YesNo) -> Self {
        typed == YesNo::Yes
    }
}
