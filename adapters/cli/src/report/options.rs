//! Options that the reports on learners share.

use rollbook_application::report::{LearnerFilter, LearnerReport, Whose};
use rollbook_domain::enrollment::StateWord;
use rollbook_domain::time::Moment;

use super::line::{COLUMNS, Line};
use crate::enrollment::TypedState;
use crate::values::{PageOptions, moment};
use crate::{CliError, Session};

/// Which lines are wanted.
#[derive(Debug, clap::Args)]
pub(super) struct LearnerOptions {
    /// Only this course.
    #[arg(long, value_name = "CODE|ID")]
    course: Option<String>,
    /// Only in this state.
    #[arg(long, value_name = "STATE")]
    state: Option<TypedState>,
    /// The day or instant asked about, past or to come [default: now].
    #[arg(long, value_name = "MOMENT", value_parser = moment)]
    pub(super) at: Option<Moment>,
    #[command(flatten)]
    page: PageOptions,
}

impl LearnerOptions {
    /// Prints the report.
    pub(super) async fn print(self, whose: Whose, session: &Session) -> Result<(), CliError> {
        let at = session.instant(self.at).await?;
        let state = self.state.map(StateWord::from);
        let filter = LearnerFilter { whose, course: self.course, state, at };
        let desk = session.desk();
        let report = LearnerReport::open(&desk, &filter).await?;
        let page = report.page(&self.page.request(session.form())).await?;
        session.list(COLUMNS, page.map(Line::from)).await
    }
}
