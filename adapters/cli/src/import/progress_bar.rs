//! A progress bar for imports, on a terminal only.

use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};
use rollbook_application::imports::{Progress, Stage};

use crate::Session;

/// Draws how far an import has come.
pub(super) struct Bar(ProgressBar);

impl Bar {
    pub(super) fn of(session: &Session) -> Self {
        if !session.may_show_progress() {
            return Self(ProgressBar::hidden());
        }
        let bar = ProgressBar::new_spinner();
        let style =
            ProgressStyle::with_template("{spinner} {msg} {bar:30} {human_pos}/{human_len} {elapsed}");
        bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
        bar.enable_steady_tick(Duration::from_millis(100));
        Self(bar)
    }

    /// Takes the bar off the screen.
    pub(super) fn clear(&self) {
        self.0.finish_and_clear();
    }
}

impl Progress for Bar {
    fn at(&self, stage: Stage, done: u64, total: u64) {
        self.0.set_message(match stage {
            Stage::Reading => "reading",
            Stage::Planning => "planning",
            Stage::Passwords => "hashing passwords",
            Stage::Writing => "writing",
        });
        self.0.set_length(total);
        self.0.set_position(done);
    }
}
