use proptest::prelude::*;

use super::super::OutsideAccess;
use super::super::cmi::{CmiData, CmiRefused, CommitCmi, clear_cmi, commit_cmi};
use super::*;
use crate::catalogue::ItemKind;
use crate::customer::StatusWord;
use crate::notice::{Stay, due};
use crate::refusal::Refusal;
use crate::rule::{CUS_21, ENR_09, ENR_14, Q_46, TRN_07};
use crate::scorm::{CmiElements, CmiStandard, Entry};
use crate::view::Learning;

const S12: CmiStandard = CmiStandard::Scorm12;
const S2004: CmiStandard = CmiStandard::Scorm2004;

/// A learner in a module.
struct InTheModule {
    learner: Learner,
    data: CmiData,
}

impl InTheModule {
    fn new() -> Self {
        Self::of(Learner::enrolled())
    }

    fn of(mut learner: Learner) -> Self {
        let id = learner.item("READ");
        let item = learner.course.items.iter_mut().find(|item| item.id == id).unwrap();
        item.terms.kind = ItemKind::Scorm;
        item.terms.maximum_score = Some(100.into());
        Self { learner, data: CmiData::empty(id) }
    }

    fn command(standard: CmiStandard, began: &str, is_over: bool, pairs: &[(&str, &str)]) -> CommitCmi {
        let elements = CmiElements::parse(standard, pairs.iter().copied()).unwrap();
        CommitCmi { standard, session_began_at: at(began), is_over, elements, status: StatusWord::Active }
    }

    fn send(&mut self, when: &str, command: CommitCmi) -> Result<Vec<TranscriptEvent>, CmiRefused> {
        let item = self.learner.course.items.iter().find(|item| item.id == self.data.item).unwrap().clone();
        let decided = |facts: &LearnerFacts<'_>| commit_cmi(facts, &self.data, &item, command, at(when));
        let events = self.learner.with(decided)?;
        self.write(when, &events);
        Ok(events)
    }

    fn write(&mut self, when: &str, events: &[TranscriptEvent]) {
        for event in events {
            self.data.apply(event);
        }
        self.learner.write(at(when), events);
    }

    fn sends(
        &mut self,
        when: &str,
        standard: CmiStandard,
        began: &str,
        is_over: bool,
        pairs: &[(&str, &str)],
    ) {
        self.send(when, Self::command(standard, began, is_over, pairs)).unwrap();
    }

    fn clear(&mut self, when: &str) -> Outcome {
        let item = self.learner.course.items.iter().find(|item| item.id == self.data.item).unwrap().clone();
        let Learner { transcript, course, .. } = &self.learner;
        let (outcome, events) = clear_cmi(transcript, &self.data, course, &item, at(when)).unwrap();
        self.write(when, &events);
        outcome
    }
}

#[test]
fn status_score_and_time_follow_from_what_the_module_sends() {
    let mut module = InTheModule::new();
    let day = "2026-03-02";
    module.sends(
        day,
        S12,
        day,
        false,
        &[("cmi.core.lesson_status", "incomplete"), ("cmi.core.session_time", "00:05:00")],
    );
    assert_eq!(module.learner.result("READ").status, ItemStatus::InProgress);
    let score = [
        ("cmi.core.score.raw", "80"),
        ("cmi.core.session_time", "00:20:00"),
        ("cmi.core.lesson_status", "passed"),
    ];
    module.sends(day, S12, day, true, &score);
    let result = module.learner.result("READ");
    assert_eq!((result.status, result.by), (ItemStatus::Passed, RecordedBy::Learner));
    assert_eq!((result.score, result.completed_at), (Some(points("80")), Some(at(day))));
    module.sends("2026-03-03", S12, "2026-03-03", true, &[("cmi.core.session_time", "00:01:30")]);
    let attempt = &module.data.attempts[0];
    assert_eq!(module.data.attempts.len(), 1);
    assert_eq!(attempt.total_time().in_form_of(S12), "0000:21:30.00");
    assert_eq!(attempt.elements.get("cmi.core.score.raw"), Some("80"));
    let result = module.learner.result("READ");
    assert_eq!((result.status, result.completed_at), (ItemStatus::Passed, Some(at(day))));
}

/// TRN-14, TRN-02
#[test]
fn opening_a_finished_module_again_takes_neither_its_completion_nor_the_courses_away() {
    let mastered = [("cmi.student_data.mastery_score", "70"), ("cmi.core.score.raw", "80")];
    let said = [("cmi.core.lesson_status", "completed")];
    for (sent, status) in
        [(&[][..], ItemStatus::Completed), (&said, ItemStatus::Completed), (&mastered, ItemStatus::Passed)]
    {
        let mut module = InTheModule::new();
        module.learner.set("2026-03-02", "QUIZ", ItemStatus::Passed);
        module.sends("2026-03-03", S12, "2026-03-03", true, sent);
        assert!(module.learner.is_complete(), "{sent:?}");
        let before = module.learner.result("READ");
        assert_eq!(before.status, status);
        module.sends("2026-03-04", S12, "2026-03-04", false, &[]);
        module.sends("2026-03-05", S12, "2026-03-04", false, &[("cmi.core.lesson_status", "incomplete")]);
        module.sends("2026-03-06", S12, "2026-03-04", true, &[("cmi.core.exit", "suspend")]);
        let after = module.learner.result("READ");
        assert_eq!((after.status, after.completed_at), (status, before.completed_at), "{sent:?}");
        assert!(module.learner.is_complete(), "{sent:?}");
    }
}

/// TRN-14
#[test]
fn a_module_gone_through_once_more_keeps_the_better_of_its_results() {
    let mut module = InTheModule::new();
    let done = |status, raw| [("cmi.core.lesson_status", status), ("cmi.core.score.raw", raw)];
    for (day, status, raw, kept) in [
        ("2026-03-02", "failed", "30", (ItemStatus::Failed, "30")),
        ("2026-03-03", "passed", "80", (ItemStatus::Passed, "80")),
        ("2026-03-04", "failed", "20", (ItemStatus::Passed, "80")),
        ("2026-03-05", "passed", "90", (ItemStatus::Passed, "90")),
    ] {
        module.sends(day, S12, day, false, &done(status, raw));
        module.sends(day, S12, day, true, &[]);
        let result = module.learner.result("READ");
        assert_eq!((result.status, result.score), (kept.0, Some(points(kept.1))), "{day}");
    }
    assert_eq!(module.learner.result("READ").completed_at, Some(at("2026-03-03")));
}

/// TRN-04, TRN-14, X-05
#[test]
fn what_attempts_came_to_stays_after_what_was_sent_in_them_went() {
    let sent = |score, measure| {
        let completion = if measure == "1" { "completed" } else { "incomplete" };
        [
            ("cmi.completion_status", completion),
            ("cmi.score.scaled", score),
            ("cmi.progress_measure", measure),
        ]
    };
    let mut module = InTheModule::new();
    module.sends("2026-03-02", S2004, "2026-03-02", true, &sent("0.8", "1"));
    let held = module.learner.result("READ");
    assert_eq!((held.status, held.score), (ItemStatus::Completed, Some(points("80"))));
    module.data.let_go(at("2026-03-03"));
    assert_eq!(module.learner.result("READ"), held);
    // Another attempt, under a number of its own, takes nothing away, whatever it comes to.
    module.sends("2026-03-04", S2004, "2026-03-04", false, &sent("0.3", "0.2"));
    assert_eq!(module.data.attempts.iter().map(|attempt| attempt.number).collect::<Vec<_>>(), [1, 2]);
    let result = module.learner.result("READ");
    assert_eq!((result.status, result.score, result.progress), (held.status, held.score, Some(20)));
    assert_eq!(result.completed_at, held.completed_at);
    // And it counts where it comes to more.
    module.sends("2026-03-05", S2004, "2026-03-04", true, &sent("0.9", "1"));
    assert_eq!(module.learner.result("READ").score, Some(points("90")));
    module.data.let_go(at("2026-03-06"));
    assert_eq!(module.clear("2026-03-07"), Outcome::Applied, "what came of it can still be cleared");
    assert_eq!(module.learner.result("READ").status, ItemStatus::NotAttempted);
    assert_eq!(module.data.attempts, []);
}

///
#[test]
fn what_a_session_sends_that_went_already_begins_another_attempt() {
    let mut module = InTheModule::new();
    let said = [("cmi.core.lesson_status", "passed")];
    module.sends("2026-03-02", S12, "2026-03-02", false, &said);
    module.data.let_go(at("2026-03-03"));
    module.sends("2026-03-04", S12, "2026-03-02", true, &[("cmi.core.session_time", "00:01:00")]);
    let [first, second] = &module.data.attempts[..] else { panic!("{:?}", module.data) };
    assert!(first.is_let_go() && !second.is_let_go());
    assert_eq!(module.learner.result("READ").status, ItemStatus::Passed);
}

///
#[test]
fn an_attempt_goes_whole_with_its_last_session_and_not_before() {
    let mut module = InTheModule::new();
    let went_on = [("cmi.core.exit", "suspend"), ("cmi.core.lesson_location", "p2")];
    for day in ["2026-03-02", "2026-03-05"] {
        module.sends(day, S12, day, true, &went_on);
    }
    let before = module.data.clone();
    module.data.let_go(at("2026-03-05"));
    assert_eq!(module.data, before);
    module.data.let_go(at("2026-03-05T00:00:00.000001Z"));
    assert!(module.data.attempts[0].is_let_go());
    assert_eq!(module.data.attempts[0].elements, CmiElements::default());
}

#[test]
fn progress_is_what_scorm_2004_measures() {
    let mut module = InTheModule::new();
    let day = "2026-03-02";
    for (measure, percent) in [("0.2", 20), ("0.999", 99)] {
        module.sends(day, S2004, day, false, &[("cmi.progress_measure", measure)]);
        let result = module.learner.result("READ");
        assert_eq!((result.status, result.progress), (ItemStatus::InProgress, Some(percent)));
    }
    module.sends(day, S2004, day, true, &[("cmi.completion_threshold", "0.9")]);
    assert_eq!(module.learner.result("READ").status, ItemStatus::Completed);
}

#[test]
fn a_suspended_attempt_goes_on_and_after_another_exit_scorm_2004_begins_a_new_one() {
    let mut module = InTheModule::new();
    let done = [
        ("cmi.completion_status", "completed"),
        ("cmi.success_status", "passed"),
        ("cmi.score.scaled", "0.9"),
    ];
    module.sends("2026-03-02", S2004, "2026-03-02", true, &[("cmi.exit", "suspend"), ("cmi.location", "p3")]);
    assert_eq!(module.data.attempts[0].next_entry(), Entry::Resume);
    module.sends("2026-03-03", S2004, "2026-03-03", false, &done);
    assert_eq!((module.data.attempts.len(), module.data.attempts[0].sessions.len()), (1, 2));
    assert_eq!(module.data.attempts[0].next_entry(), Entry::Resume);
    module.sends("2026-03-03", S2004, "2026-03-03", true, &[("cmi.exit", "normal")]);
    assert_eq!(module.data.attempts[0].next_entry(), Entry::AbInitio);
    module.sends("2026-03-04", S2004, "2026-03-04", false, &[("cmi.completion_status", "incomplete")]);
    let [first, second] = &module.data.attempts[..] else { panic!("{:?}", module.data) };
    assert_eq!((first.elements.get("cmi.location"), second.elements.get("cmi.location")), (Some("p3"), None));
    // The better attempt is the one on record.
    let result = module.learner.result("READ");
    assert_eq!((result.status, result.score), (ItemStatus::Passed, Some(points("90"))));
}

/// Access for 30 days from 1 March ends on 31 March. Q-46
#[test]
fn what_arrives_after_the_end_counts_if_its_session_began_inside_and_is_marked_late() {
    let mut module = InTheModule::new();
    let done = [("cmi.core.lesson_status", "completed")];
    module.sends("2026-04-02", S12, "2026-03-30", true, &done);
    let result = module.learner.result("READ");
    assert_eq!((result.status, result.outside), (ItemStatus::Completed, Some(OutsideAccess::Late)));
    assert!(module.data.attempts[0].sessions[0].is_late);
    let refused =
        module.send("2026-04-02", InTheModule::command(S12, "2026-03-31", true, &done)).unwrap_err();
    assert_eq!(refused.rules(), [Q_46]);
    let refused =
        module.send("2026-03-20", InTheModule::command(S12, "2026-03-21", true, &done)).unwrap_err();
    assert_eq!(refused.rules(), [Q_46]);
    let refused =
        module.send("2026-03-20", InTheModule::command(S12, "2026-02-21", true, &done)).unwrap_err();
    assert_eq!(refused.rules(), [Q_46]);
}

///
#[test]
fn what_was_completed_in_time_is_not_late_because_its_session_ended_after_access_did() {
    let mut module = InTheModule::new();
    let done = [("cmi.core.lesson_status", "completed")];
    module.sends("2026-03-30", S12, "2026-03-30", false, &done);
    let before = module.learner.result("READ");
    module.sends("2026-04-02", S12, "2026-03-30", true, &[("cmi.core.session_time", "00:20:00")]);
    assert!(module.data.attempts[0].sessions[0].is_late);
    assert_eq!(module.learner.result("READ"), before);
    module.sends("2026-04-02", S12, "2026-03-30", true, &[("cmi.core.score.raw", "60")]);
    let scored = module.learner.result("READ");
    assert_eq!((scored.score, scored.outside), (Some(points("60")), None));
    assert_eq!(scored.completed_at, before.completed_at);
}

/// MAIL-11
#[test]
fn who_opens_a_module_every_day_is_active_though_it_says_nothing_new() {
    for first in [&[("cmi.core.lesson_location", "p1")][..], &[("cmi.core.lesson_status", "incomplete")]] {
        let mut module = InTheModule::new();
        module.learner.course.mails.inactivity_days = Some(7);
        module.sends("2026-03-02", S12, "2026-03-02", true, first);
        for day in ["2026-03-04", "2026-03-08", "2026-03-12"] {
            module.sends(day, S12, day, false, &[("cmi.core.lesson_location", "p2")]);
        }
        let entries = module.learner.transcript.items.len();
        module.sends("2026-03-12", S12, "2026-03-12", true, &[("cmi.core.exit", "suspend")]);
        assert_eq!(module.learner.transcript.items.len(), entries, "a session is put on record once");
        let (active, reminders) = module.learner.with(|facts| {
            let state =
                crate::enrollment::state_at(facts.grants, facts.enrollment, at("2026-03-15")).unwrap();
            let (course, transcript) = (facts.course, Some(facts.transcript));
            let stay = Stay { course, state, version: 1, transcript };
            let customer = facts.transcript.customer;
            let due = |day| due(customer, StatusWord::Active, &[stay], &[], &[], at(day)).len();
            (Learning::of(facts, at("2026-03-15")).last_active_at, ["2026-03-15", "2026-03-19"].map(due))
        });
        assert_eq!((active, reminders), (Some(at("2026-03-12")), [0, 1]));
    }
}

/// ENR-09, CUS-21
#[test]
fn no_module_of_somebody_unenrolled_or_not_active_is_heard() {
    let mut module = InTheModule::new();
    let command = InTheModule::command(S12, "2026-03-02", false, &[]);
    let inactive = CommitCmi { status: StatusWord::Inactive, ..command.clone() };
    assert_eq!(module.send("2026-03-02", inactive).unwrap_err().rules(), [CUS_21]);
    module.learner.story.unenroll("2026-03-05", "BBB");
    assert_eq!(module.send("2026-03-06", command).unwrap_err().rules(), [ENR_09]);
}

/// TRN-07
#[test]
fn only_a_scorm_module_has_run_time_data() {
    let mut module = InTheModule::new();
    module.data = CmiData::empty(module.learner.item("QUIZ"));
    let command = InTheModule::command(S12, "2026-03-02", false, &[]);
    assert_eq!(module.send("2026-03-02", command).unwrap_err().rules(), [TRN_07]);
    let item = module.learner.course.items.iter().find(|item| item.code.as_str() == "QUIZ").unwrap();
    let Learner { transcript, course, .. } = &module.learner;
    let refused = clear_cmi(transcript, &module.data, course, item, at("2026-03-02")).unwrap_err();
    assert_eq!(refused.rules(), [TRN_07]);
}

/// TRN-07, Q-50
#[test]
fn clearing_returns_a_completed_module_to_not_attempted_and_keeps_its_history() {
    let mut module = InTheModule::new();
    module.learner.set("2026-03-02", "QUIZ", ItemStatus::Passed);
    module.sends("2026-03-03", S12, "2026-03-03", true, &[("cmi.core.lesson_status", "completed")]);
    assert!(module.learner.is_complete());
    assert_eq!(module.clear("2026-03-04"), Outcome::Applied);
    assert_eq!(module.data.attempts, []);
    assert_eq!(module.learner.result("READ").status, ItemStatus::NotAttempted);
    assert!(!module.learner.is_complete());
    let item = module.learner.item("READ");
    let history: Vec<_> =
        module.learner.transcript.history(item, 1).map(|record| record.result.status).collect();
    assert_eq!(history, [ItemStatus::Completed, ItemStatus::NotAttempted]);
    assert_eq!(module.clear("2026-03-04"), Outcome::Unchanged);
    module.sends("2026-03-05", S12, "2026-03-05", false, &[("cmi.core.lesson_status", "incomplete")]);
    assert_eq!((module.data.attempts[0].number, module.data.attempts[0].elements.len()), (1, 1));
}

/// TRN-05
#[test]
fn what_an_administrator_marked_complete_is_not_undone_by_a_module() {
    let mut module = InTheModule::new();
    module.learner.set("2026-03-02", "READ", ItemStatus::Completed);
    module.sends("2026-03-03", S12, "2026-03-03", false, &[("cmi.core.lesson_status", "incomplete")]);
    assert_eq!(module.learner.result("READ").status, ItemStatus::Completed);
}

/// TRN-05
#[test]
fn an_entry_made_by_hand_stays_while_a_module_tells_nothing_new() {
    let mut module = InTheModule::new();
    let day = "2026-03-02";
    module.sends(day, S12, day, false, &[("cmi.core.lesson_status", "incomplete")]);
    module.learner.set("2026-03-03", "READ", ItemStatus::Failed);
    module.sends("2026-03-04", S12, day, false, &[("cmi.core.lesson_location", "p3")]);
    let result = module.learner.result("READ");
    assert_eq!((result.status, result.by), (ItemStatus::Failed, RecordedBy::Administrator));
}

/// ENR-14
#[test]
fn a_module_that_is_not_in_the_learners_version_is_not_heard() {
    let mut learner = Learner::begin();
    learner.publish("2026-02-01", &["READ"]);
    learner.story.assign("2026-03-01", "BBB-30");
    let mut module = InTheModule::of(learner);
    let refused = module.send("2026-03-02", InTheModule::command(S12, "2026-03-02", false, &[])).unwrap_err();
    assert_eq!(refused.rules(), [ENR_14]);
}

#[test]
fn an_attempt_past_its_bounds_is_refused_whole() {
    let mut module = InTheModule::new();
    let names: Vec<String> = (0..10_000).map(|n| format!("cmi.interactions.{n}.id")).collect();
    let pairs: Vec<_> = names.iter().map(|name| (name.as_str(), "x")).collect();
    module.sends("2026-03-02", S2004, "2026-03-02", false, &pairs);
    let one_more = InTheModule::command(S2004, "2026-03-02", false, &[("cmi.location", "x")]);
    assert_eq!(module.send("2026-03-02", one_more).unwrap_err().rules(), [TRN_07]);
}

proptest! {
    /// However often a session commits, its time counts once, as the module told it last.
    #[test]
    fn the_total_time_is_the_sum_of_the_last_times_of_all_sessions(
        commits in proptest::collection::vec((1_u8..6, 0_u32..60), 1..20),
    ) {
        let mut module = InTheModule::new();
        let mut last = std::collections::BTreeMap::new();
        for (day, minutes) in commits {
            let (began, time) = (format!("2026-03-0{day}"), format!("00:{minutes:02}:00"));
            module.sends("2026-03-20", S12, &began, false, &[("cmi.core.session_time", &time)]);
            last.insert(day, u64::from(minutes) * 6_000);
        }
        let attempt = &module.data.attempts[0];
        prop_assert_eq!(module.data.attempts.len(), 1);
        prop_assert_eq!(attempt.total_time().hundredths(), last.values().sum::<u64>());
        prop_assert!(attempt.sessions.is_sorted_by_key(|session| session.began_at));
    }
}
