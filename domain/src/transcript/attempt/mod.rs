//! Attempts at quizzes: handing them in, adding and removing them, and what was answered.

mod add_completion;
mod refusal;
mod remove;
mod responses;
mod statistics;
mod submit;
mod work;

pub(super) use add_completion::Completion;
pub use add_completion::{AddCompletion, add_completion};
pub use refusal::AttemptRefused;
pub use remove::remove_submission;
pub use responses::{Response, responses};
pub use statistics::{ChoiceCount, QuestionStatistics, QuizStatistics};
pub(super) use submit::{Handed, edition_of, scale, with_work};
pub use submit::{SubmitAttempt, submit_attempt};
pub use work::quiz_work;
