//! A progress bar for copies, on a terminal only.

use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};
use rollbook_application::store::{CopyProgress, Part};

use crate::start::Start;

/// Draws how far a copy has come.
pub(super) struct Bar(ProgressBar);

impl Bar {
    pub(super) fn of(start: &Start) -> Self {
        if !start.may_show_progress() {
            return Self(ProgressBar::hidden());
        }
        let bar = ProgressBar::new_spinner();
        let style =
            ProgressStyle::with_template("{spinner} {msg} {bar:30} {human_pos}/{human_len} rows {elapsed}");
        bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
        bar.enable_steady_tick(Duration::from_millis(100));
        Self(bar)
    }

    /// Takes the bar off the screen.
    pub(super) fn clear(&self) {
        self.0.finish_and_clear();
    }
}

impl CopyProgress for Bar {
    fn at(&self, part: Part, table: &str, done: u64, total: u64) {
        let part = match part {
            Part::Copying => "copying",
            Part::HashingSource => "reading the source's",
            Part::HashingTarget => "reading the target's",
        };
        self.0.set_message(format!("{part} {table}"));
        self.0.set_length(total);
        self.0.set_position(done);
    }
}
