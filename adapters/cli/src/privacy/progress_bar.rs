//! A progress bar for what goes, on a terminal only.

use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};
use rollbook_application::privacy::RetentionProgress;
use rollbook_domain::settings::Retained;

use crate::Session;

/// Draws how much is gone.
pub(super) struct Bar(ProgressBar);

impl Bar {
    pub(super) fn of(session: &Session) -> Self {
        if !session.is_notes_terminal || session.options.quiet {
            return Self(ProgressBar::hidden());
        }
        let bar = ProgressBar::new_spinner();
        let style =
            ProgressStyle::with_template("{spinner} {msg} {bar:30} {human_pos}/{human_len} {elapsed}");
        bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
        bar.enable_steady_tick(Duration::from_millis(100));
        Self(bar)
    }

    /// Tells that so many are done.
    pub(super) fn told(&self, what: &'static str, done: u64, planned: u64) {
        self.0.set_message(what);
        self.0.set_length(planned);
        self.0.set_position(done);
    }

    /// Takes the bar off the screen.
    pub(super) fn clear(&self) {
        self.0.finish_and_clear();
    }
}

impl RetentionProgress for Bar {
    fn at(&self, retained: Retained, done: u64, planned: u64) {
        self.told(retained.word(), done, planned);
    }
}
