mod by_hand;
mod removal;
mod submission;

use std::collections::BTreeSet;

use super::*;
use crate::catalogue::quiz::{Answers, ItemQuiz, Quiz, QuizKey};
use crate::customer::StatusWord;
use crate::id::{CountingIds, SubmissionId};
use crate::transcript::attempt::{
    AddCompletion, AttemptRefused, SubmitAttempt, add_completion, remove_submission, submit_attempt,
};

const QUIZ: &str = r#"{"pass_mark": 50, "questions": [
    {"id": "one", "text": "1 + 1 =", "kind": "single",
     "choices": [{"id": "a", "text": "2"}, {"id": "b", "text": "3"}], "correct": ["a"]},
    {"id": "two", "text": "2 + 2 =", "kind": "single",
     "choices": [{"id": "a", "text": "4"}, {"id": "b", "text": "5"}], "correct": ["a"]},
    {"id": "three", "text": "3 is even.", "kind": "true_false", "correct": ["false"]}]}"#;

/// A learner before a quiz of three questions of one point each, two of which pass it.
struct AtTheQuiz {
    learner: Learner,
    quiz: ItemQuiz,
    ids: CountingIds,
}

fn key(text: &str) -> QuizKey {
    QuizKey::parse(text).unwrap()
}

fn points_of(score: Option<Score>) -> Option<rust_decimal::Decimal> {
    score.map(|score| score.points())
}

/// Answers with so many right ones.
fn right(count: usize) -> Answers {
    let all = [("one", "a"), ("two", "a"), ("three", "false")];
    let chosen = all.into_iter().take(count);
    Answers::new(chosen.map(|(question, choice)| (key(question), BTreeSet::from([key(choice)]))))
}

impl AtTheQuiz {
    fn new() -> Self {
        let learner = Learner::enrolled();
        let mut quiz = ItemQuiz::empty(learner.item("QUIZ"));
        quiz.apply(1, 1, &serde_json::from_str::<Quiz>(QUIZ).unwrap(), at("2026-01-01"));
        Self { learner, quiz, ids: CountingIds::starting_at(900) }
    }

    /// With a limit of attempts, or none.
    fn limited(limit: Option<u32>) -> Self {
        let mut at_quiz = Self::new();
        let id = at_quiz.quiz.item;
        let item = at_quiz.learner.course.items.iter_mut().find(|item| item.id == id).unwrap();
        item.terms.attempt_limit = limit;
        at_quiz
    }

    fn command(&self, started: &str, answers: Answers) -> SubmitAttempt {
        SubmitAttempt {
            submission: SubmissionId::next(&self.ids),
            answers,
            started_at: at(started),
            grace_minutes: 0,
            status: StatusWord::Active,
        }
    }

    fn hand_in(
        &mut self,
        command: SubmitAttempt,
        now: Instant,
    ) -> Result<Vec<TranscriptEvent>, AttemptRefused> {
        let item = self.learner.course.items.iter().find(|item| item.id == self.quiz.item).unwrap().clone();
        let events =
            self.learner.with(|facts| submit_attempt(facts, &item, Some(&self.quiz), command, now))?;
        self.learner.write(now, &events);
        Ok(events)
    }

    /// An attempt begun and handed in at once; its id.
    fn submit(&mut self, when: &str, count: usize) -> Result<SubmissionId, AttemptRefused> {
        let command = self.command(when, right(count));
        let id = command.submission;
        self.hand_in(command, at(when)).map(|_| id)
    }

    fn remove(&mut self, when: &str, id: SubmissionId) -> Result<Outcome, AttemptRefused> {
        let Learner { transcript, course, .. } = &self.learner;
        let (outcome, events) = remove_submission(transcript, course, id, at(when))?;
        self.learner.write(at(when), &events);
        Ok(outcome)
    }

    fn add(&mut self, when: &str, status: ItemStatus) -> Result<SubmissionId, AttemptRefused> {
        self.add_on(when, None, status)
    }

    fn add_on(
        &mut self,
        when: &str,
        submitted_at: Option<Instant>,
        status: ItemStatus,
    ) -> Result<SubmissionId, AttemptRefused> {
        let submission = SubmissionId::next(&self.ids);
        let command = AddCompletion { submission, status, submitted_at, score: None };
        let item = self.learner.course.items.iter().find(|item| item.id == self.quiz.item).unwrap().clone();
        let events =
            self.learner.with(|facts| add_completion(facts, &item, Some(&self.quiz), command, at(when)))?;
        self.learner.write(at(when), &events);
        Ok(submission)
    }

    fn edit(&mut self, when: &str, command: EditResult) -> Result<Vec<TranscriptEvent>, TranscriptRefused> {
        let item = self.learner.course.items.iter().find(|item| item.id == self.quiz.item).unwrap().clone();
        let (quiz, ids) = (Some(&self.quiz), &self.ids);
        let (_, events) =
            self.learner.with(|facts| edit_result(facts, &item, quiz, command, at(when), ids))?;
        self.learner.write(at(when), &events);
        Ok(events)
    }

    fn status(&self) -> ItemStatus {
        let record = self.learner.transcript.item(self.quiz.item, 1);
        record.map_or(ItemStatus::NotAttempted, |record| record.result.status)
    }

    fn points(&self) -> Option<String> {
        let record = self.learner.transcript.item(self.quiz.item, 1)?;
        record.result.score.map(|score| score.to_string())
    }
}
