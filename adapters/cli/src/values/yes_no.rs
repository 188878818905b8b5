//! Switches that are said with yes or no.

/// A switch, as typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum YesNo {
    /// On.
    #[value(alias = "on")]
    Yes,
    /// Off.
    #[value(alias = "off")]
    No,
}

impl From<YesNo> for bool {
    fn from(typed: YesNo) -> Self {
        typed == YesNo::Yes
    }
}
