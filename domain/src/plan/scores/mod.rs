//! The plan of a file of scores: work that was handed in elsewhere, put on the learners' transcripts (TRN-04, TRN-16).

use std::collections::{BTreeMap, HashMap};

use super::cells::Cells;
use super::header::{Column, Header};
use super::withdrawals::KnownEnrollment;
use super::{Changes, Context, Findings, KnownAccount, Plan, Planned};
use crate::catalogue::quiz::ItemQuiz;
use crate::catalogue::{Catalogue, ContentItem, Course};
use crate::email::EmailAddress;
use crate::id::{CourseId, CustomerId, ItemId};
use crate::import_log::{ImportCounts, ImportKind};
use crate::refusal::Refusal;
use crate::rule::{CUS_29, IMP_04, IMP_23, ORD_09, TRN_04, TRN_14, TRN_16};
use crate::stamp::{Revision, Stamp};
use crate::table::Table;
use crate::text::shown;
use crate::time::{Instant, Moment};
use crate::transcript::{LearnerFacts, Score, TakeIn, TakenIn, Transcript, TranscriptEvent, take_in};

#[cfg(test)]
mod tests;

/// The plan of a file of scores.
pub type ScoresPlan = Plan<ScoreChanges>;

/// What a file of scores would write.
#[derive(Debug, Default)]
pub struct ScoreChanges {
    /// The entries on transcripts.
    pub transcripts: Changes<CustomerId, TranscriptEvent>,
    /// The customers on whose access this rests; they are not written to.
    pub customers: Vec<(CustomerId, Revision)>,
    /// The courses whose items and quizzes this rests on; they are not written to either.
    pub courses: Vec<(CourseId, Revision)>,
}

/// What a plan of scores must know beside the table.
#[derive(Debug)]
pub struct ScoreFacts<'a> {
    /// The catalogue.
    pub catalogue: &'a Catalogue,
    /// The accounts that hold an email of the file.
    pub known: &'a [KnownAccount],
    /// The enrollments of those accounts in the courses of the file.
    pub enrollments: HashMap<(CustomerId, CourseId), KnownEnrollment>,
    /// The transcripts of those accounts, where there are any.
    pub transcripts: HashMap<CustomerId, Transcript>,
    /// What the quizzes of those courses ask, where they ask anything.
    pub quizzes: HashMap<ItemId, ItemQuiz>,
}

const EMAIL: usize = 0;
const COURSE: usize = 1;
const ITEM: usize = 2;
const DATE: usize = 3;
const SCORE: usize = 4;
const COLUMNS: &[Column] = &[
    Column::needed("Email", "the email of a customer"),
    Column::needed("Course Code", "the code or id of a course"),
    Column::needed("Item Code", "the code or id of an item of the course"),
    Column::needed("Date", "a date such as 2026-06-30 or an instant such as 2026-06-30T14:05:00Z"),
    Column::optional("Score"),
];

/// Plans a file of scores; a blank score is work that waits for one.
pub fn plan(table: &Table, facts: ScoreFacts<'_>, context: &Context<'_>) -> ScoresPlan {
    let (kind, rows) = (ImportKind::Scores, table.rows.len() as u64);
    let header = match Header::find(table, COLUMNS, false, context.settings) {
        Ok(header) => header,
        Err(findings) => return Plan::unreadable(kind, context.fingerprint, rows, findings),
    };
    let ScoreFacts { catalogue, known, enrollments, mut transcripts, quizzes } = facts;
    let by_email: HashMap<&str, &KnownAccount> =
        known.iter().map(|account| (account.email.as_str(), account)).collect();
    let mut findings = Findings::default();
    let mut counts = ImportCounts { rows, ..ImportCounts::default() };
    let mut events = Vec::new();
    let mut touched: BTreeMap<CustomerId, (Revision, Revision)> = BTreeMap::new();
    let mut courses: BTreeMap<CourseId, Revision> = BTreeMap::new();
    let nothing = KnownEnrollment::default();
    let mut given: HashMap<(CustomerId, ItemId, Instant), (u32, Score)> = HashMap::new();
    for row in &table.rows {
        let mut cells = Cells::new(&header, row, &mut findings.refused);
        let Some(Entry { account, course, item, submitted_at, score }) =
            read(&mut cells, &by_email, catalogue, context)
        else {
            counts.refused += 1;
            continue;
        };
        if let Some(score) = score {
            let (line, first) =
                *given.entry((account.id, item.id, submitted_at)).or_insert((row.line(), score));
            if first != score {
                counts.refused += 1;
                let reason = format!("line {line} gives {first} for the same work; give one score for it");
                cells.refuse(SCORE, reason, &[TRN_04]);
                continue;
            }
        }
        let transcript = transcripts.entry(account.id).or_insert_with(|| Transcript::empty(account.id));
        let before = transcript.revision;
        let enrollment = enrollments.get(&(account.id, course.id)).unwrap_or(&nothing);
        let learner =
            LearnerFacts { transcript, course, grants: &enrollment.grants, enrollment: &enrollment.facts };
        let command = TakeIn { item, quiz: quizzes.get(&item.id), submitted_at, score };
        match take_in(&learner, command, context.now, context.ids) {
            Err(refused) => {
                counts.refused += 1;
                cells.refuse(DATE, refused.to_string(), refused.rules());
            }
            Ok(TakenIn::Known) => {
                findings.skip(row.line(), "the result is on record already", &[IMP_23]);
            }
            Ok(TakenIn::Outdated) => {
                findings.skip(row.line(), "what is on record was handed in later, and stays", &[IMP_23]);
            }
            Ok(TakenIn::Complete) => {
                let reason = "the item is complete, and work without a score takes nothing from that";
                findings.skip(row.line(), reason, &[TRN_14]);
            }
            Ok(TakenIn::Recorded(new)) => {
                touched.entry(account.id).or_insert((before, account.revision));
                courses.insert(course.id, course.revision);
                counts.results += 1;
                for event in new {
                    counts.completions += u64::from(matches!(event, TranscriptEvent::CourseCompleted { .. }));
                    let effective_at = event.effective_at(submitted_at, context.now);
                    transcript.apply(&event, &stamp(transcript.revision.next(), effective_at, context));
                    events.push(Planned { id: account.id, event, effective_at });
                }
            }
        }
    }
    counts.skipped = findings.skipped.len() as u64;
    let expected = touched.iter().map(|(id, (revision, _))| (*id, *revision)).collect();
    let customers = touched.into_iter().map(|(id, (_, revision))| (id, revision)).collect();
    let transcripts = Changes { expected, events };
    let touched = transcripts.touched();
    let changes = ScoreChanges { transcripts, customers, courses: courses.into_iter().collect() };
    Plan { kind, fingerprint: context.fingerprint, counts, findings, touched, changes }
}

/// The stamp as a further row of the file must see it.
fn stamp(position: Revision, effective_at: Instant, context: &Context<'_>) -> Stamp {
    Stamp { position, effective_at, recorded_at: context.now, actor: "".into(), note: None }
}

/// One row that can be read.
struct Entry<'a> {
    account: &'a KnownAccount,
    course: &'a Course,
    item: &'a ContentItem,
    submitted_at: Instant,
    score: Option<Score>,
}

fn read<'a>(
    cells: &mut Cells<'_, '_>,
    by_email: &HashMap<&str, &'a KnownAccount>,
    catalogue: &'a Catalogue,
    context: &Context<'_>,
) -> Option<Entry<'a>> {
    let email = cells.parse(EMAIL, &[CUS_29], EmailAddress::parse);
    let course = cells.parse(COURSE, &[ORD_09], |text| {
        let missing =
            || format!("there is no course `{}`; accepted form: a course's code or id", shown(text));
        catalogue.find_course(text).ok_or_else(missing)
    });
    let item = cells.parse(ITEM, &[ORD_09], |text| {
        let missing = || {
            format!(
                "there is no item `{}` in this course; accepted form: the code or id of one of its items",
                shown(text)
            )
        };
        let is_of_course = |item: &&ContentItem| course.is_none_or(|course| course.id == item.course);
        catalogue.find_item(text).filter(is_of_course).ok_or_else(missing)
    });
    let moment = cells.parse(DATE, &[IMP_04], Moment::parse);
    let maximum = item.and_then(|item| item.terms.maximum_score);
    let before = cells.refusals();
    let score = cells.parse_if_given(SCORE, &[TRN_16], |text| Score::read(text, maximum));
    let is_score_right = cells.refusals() == before;
    let account = email.and_then(|email| {
        cells.parse(EMAIL, &[CUS_29], |_| {
            let missing = "there is no customer with this email; accepted form: the email of a customer";
            by_email.get(email.canonical()).copied().ok_or(missing)
        })
    });
    let submitted_at = moment?.starts_at(&context.settings.time_zone);
    is_score_right.then_some(Entry { account: account?, course: course?, item: item?, submitted_at, score })
}
