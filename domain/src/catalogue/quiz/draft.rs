//! A quiz as a person writes it, before it is checked.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::{Choice, Question, QuestionKind, Quiz, QuizKey, QuizProblem, QuizProblems};
use crate::text::shown;

const MOST_QUESTIONS: usize = 500;
const MOST_CHOICES: usize = 50;
const MOST_POINTS: u32 = 1000;
const LONGEST_TEXT: usize = 4000;

/// A quiz as written in a file.
///
/// ```
/// use rollbook_domain::catalogue::quiz::{Quiz, QuizDraft};
///
/// let text = r#"{"pass_mark": 50, "questions": [{"id": "sky", "text": "The sky is green.",
///     "kind": "true_false", "correct": ["false"]}]}"#;
/// let draft: QuizDraft = serde_json::from_str(text).unwrap();
/// assert_eq!(Quiz::parse(draft).unwrap().points(), 1);
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct QuizDraft {
    /// How many percent of the points pass it.
    pub pass_mark: u32,
    /// The questions in the order asked.
    pub questions: Vec<QuestionDraft>,
}

/// A question as written in a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct QuestionDraft {
    /// What answers call it by.
    pub id: String,
    /// What is asked.
    pub text: String,
    /// How many choices may be taken.
    pub kind: QuestionKind,
    /// What the right answer is worth.
    #[serde(default = "one")]
    pub points: u32,
    /// What there is to choose from; nothing where *true* and *false* are.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub choices: Vec<ChoiceDraft>,
    /// The choices of the right answer.
    pub correct: Vec<String>,
}

/// A choice as written in a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ChoiceDraft {
    /// What answers call it by.
    pub id: String,
    /// What it says.
    pub text: String,
}

const fn one() -> u32 {
    1
}

/// Collects what is wrong, with its place.
#[derive(Default)]
struct Findings(Vec<QuizProblem>);

impl Findings {
    fn add(&mut self, pointer: &str, problem: impl Into<String>) {
        self.0.push(QuizProblem { pointer: pointer.to_owned(), problem: problem.into() });
    }

    fn key(&mut self, pointer: &str, text: &str) -> Option<QuizKey> {
        QuizKey::parse(text).map_err(|problem| self.add(pointer, problem)).ok()
    }

    fn text(&mut self, pointer: &str, text: &str) -> String {
        let text = text.trim();
        if text.is_empty() || text.chars().count() > LONGEST_TEXT {
            self.add(pointer, format!("the text must have 1 to {LONGEST_TEXT} characters"));
        }
        if text.chars().any(|char| char.is_control() && !matches!(char, '\n' | '\r' | '\t')) {
            self.add(pointer, "the text holds a control character; leave it out");
        }
        text.to_owned()
    }

    fn within(&mut self, pointer: &str, what: &str, number: usize, least: usize, most: usize) {
        if !(least..=most).contains(&number) {
            self.add(pointer, format!("{number} {what}; there may be {least} to {most}"));
        }
    }
}

impl Quiz {
    /// Checks the draft of a quiz.
    ///
    /// # Errors
    /// [`QuizProblems`] naming all that is wrong and where.
    pub fn parse(draft: QuizDraft) -> Result<Self, QuizProblems> {
        let mut findings = Findings::default();
        let pass_mark = u8::try_from(draft.pass_mark).ok().filter(|percent| *percent <= 100);
        if pass_mark.is_none() {
            let given = draft.pass_mark;
            findings.add("/pass_mark", format!("{given} percent cannot be reached; give 0 to 100"));
        }
        findings.within("/questions", "questions", draft.questions.len(), 1, MOST_QUESTIONS);
        let mut known = BTreeSet::new();
        let mut questions = Vec::with_capacity(draft.questions.len());
        for (place, draft) in draft.questions.into_iter().enumerate() {
            let pointer = format!("/questions/{place}");
            if !known.insert(draft.id.clone()) {
                let id = shown(&draft.id);
                findings.add(&format!("{pointer}/id"), format!("another question is called `{id}` too"));
            }
            questions.extend(question(&mut findings, &pointer, draft));
        }
        match pass_mark {
            Some(pass_mark) if findings.0.is_empty() => Ok(Self { pass_mark, questions }),
            _ => Err(QuizProblems(findings.0)),
        }
    }
}

fn question(findings: &mut Findings, pointer: &str, draft: QuestionDraft) -> Option<Question> {
    let QuestionDraft { id, text, kind, points, choices, correct } = draft;
    let id = findings.key(&format!("{pointer}/id"), &id);
    let text = findings.text(&format!("{pointer}/text"), &text);
    if !(1..=MOST_POINTS).contains(&points) {
        let place = format!("{pointer}/points");
        findings.add(&place, format!("the right answer is worth {points}; give 1 to {MOST_POINTS}"));
    }
    let choices = match kind {
        QuestionKind::TrueFalse if choices.is_empty() => truth(),
        QuestionKind::TrueFalse => {
            let place = format!("{pointer}/choices");
            findings.add(&place, "a question of true or false has these two choices; leave them out");
            truth()
        }
        QuestionKind::Single | QuestionKind::Multiple => {
            let place = format!("{pointer}/choices");
            findings.within(&place, "choices", choices.len(), 2, MOST_CHOICES);
            read_choices(findings, &place, &choices)
        }
    };
    let place = format!("{pointer}/correct");
    for (at, chosen) in correct.iter().enumerate() {
        if !choices.iter().any(|choice| choice.id.as_str() == chosen) {
            let chosen = shown(chosen);
            findings.add(&format!("{place}/{at}"), format!("no choice is called `{chosen}`"));
        }
    }
    let right: Vec<QuizKey> = choices
        .iter()
        .map(|choice| choice.id.clone())
        .filter(|id| correct.iter().any(|chosen| chosen == id.as_str()))
        .collect();
    match (kind, right.len()) {
        (_, 0) => findings.add(&place, "no choice is right; name at least one"),
        (QuestionKind::Single | QuestionKind::TrueFalse, count) if count > 1 => {
            findings.add(&place, format!("{count} choices are right where one may be taken; name one"));
        }
        _ => {}
    }
    Some(Question { id: id?, text, kind, points, choices, correct: right })
}

fn read_choices(findings: &mut Findings, place: &str, drafts: &[ChoiceDraft]) -> Vec<Choice> {
    let mut choices: Vec<Choice> = Vec::with_capacity(drafts.len());
    for (at, draft) in drafts.iter().enumerate() {
        let Some(id) = findings.key(&format!("{place}/{at}/id"), &draft.id) else { continue };
        if choices.iter().any(|choice| choice.id == id) {
            findings.add(&format!("{place}/{at}/id"), format!("another choice is called `{id}` too"));
        }
        let text = findings.text(&format!("{place}/{at}/text"), &draft.text);
        choices.push(Choice { id, text });
    }
    choices
}

fn truth() -> Vec<Choice> {
    ["true", "false"]
        .into_iter()
        .filter_map(|word| Some(Choice { id: QuizKey::parse(word).ok()?, text: word.to_owned() }))
        .collect()
}

impl From<Quiz> for QuizDraft {
    fn from(quiz: Quiz) -> Self {
        let choices = |kind, choices: Vec<Choice>| match kind {
            QuestionKind::TrueFalse => Vec::new(),
            _ => choices.into_iter().map(|Choice { id, text }| ChoiceDraft { id: id.into(), text }).collect(),
        };
        let question = |question: Question| QuestionDraft {
            id: question.id.into(),
            text: question.text,
            kind: question.kind,
            points: question.points,
            choices: choices(question.kind, question.choices),
            correct: question.correct.into_iter().map(String::from).collect(),
        };
        Self {
            pass_mark: quiz.pass_mark.into(),
            questions: quiz.questions.into_iter().map(question).collect(),
        }
    }
}
