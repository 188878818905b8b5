use super::*;
use crate::refusal::Refusal;
use crate::rule::{ACC_01, Q_46};
use crate::transcript::{OutsideAccess, outside_at, session_at};

fn how(learner: &Learner, when: &str) -> Option<OutsideAccess> {
    learner.with(|facts| {
        outside_at(facts.transcript.customer, facts.grants, facts.enrollment, at(when)).unwrap()
    })
}

#[test]
fn an_instant_lies_inside_before_after_or_out_of_the_learners_access() {
    let mut learner = Learner::begin();
    learner.story.assign("2026-02-01", "BBB-SPRING");
    assert_eq!(how(&learner, "2026-01-31"), Some(OutsideAccess::Early));
    assert_eq!(how(&learner, "2026-02-15"), Some(OutsideAccess::Early));
    assert_eq!(how(&learner, "2026-03-01"), None);
    assert_eq!(how(&learner, "2026-07-01"), Some(OutsideAccess::Late));
    learner.story.unenroll("2026-04-01", "BBB");
    assert_eq!(how(&learner, "2026-03-31T23:59:59Z"), None);
    assert_eq!(how(&learner, "2026-04-01"), Some(OutsideAccess::Unenrolled));
}

#[test]
fn between_two_windows_work_is_late_for_the_first() {
    let mut learner = Learner::begin();
    learner.story.assign("2026-01-05", "BBB-30");
    learner.story.assign("2026-01-06", "BBB-SPRING");
    assert_eq!(how(&learner, "2026-02-20"), Some(OutsideAccess::Late));
}

///
#[test]
fn work_that_began_inside_the_window_may_end_after_it_and_is_late_then() {
    let learner = Learner::enrolled();
    let session = |began: &str, ended: &str| {
        learner.with(|facts| {
            let customer = facts.transcript.customer;
            session_at(customer, facts.grants, facts.enrollment, at(began), at(ended))
        })
    };
    let end = "2026-03-31T00:00:00Z";
    let before = "2026-03-30T23:59:59.999999Z";
    assert_eq!(session(before, before), Ok(None));
    assert_eq!(session(before, end), Ok(Some(OutsideAccess::Late)));
    assert_eq!(session(before, "2026-04-02"), Ok(Some(OutsideAccess::Late)));
    for began in [end, "2026-02-01"] {
        assert_eq!(session(began, "2026-04-02").unwrap_err().rules(), [Q_46]);
    }
    let nobody = Learner::begin();
    let refused = nobody.with(|facts| session_at(facts.transcript.customer, &[], &[], at(before), at(end)));
    assert_eq!(refused.unwrap_err().rules(), [ACC_01]);
}
