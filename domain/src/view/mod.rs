//! What people see of learners, by their role (VIEW-01 to VIEW-11).

mod expired_message;
mod learning;
mod line;
mod role;

pub use expired_message::expired_message;
pub use learning::Learning;
pub use line::{AccessEnd, CourseLine, course_lines};
pub use role::Role;

#[cfg(test)]
mod tests;
