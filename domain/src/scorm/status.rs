//! Whether a module is complete, and whether it was passed.

use rust_decimal::Decimal;

use super::value::real;
use super::{CmiElements, CmiStandard};

/// How far a module was gone through.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Completion {
    /// Nothing is known of it.
    #[default]
    Unknown,
    /// It was not begun in earnest.
    NotAttempted,
    /// It was begun.
    Incomplete,
    /// It was gone through.
    Completed,
}

/// Whether what a module asks for was mastered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Success {
    /// Nothing is known of it.
    #[default]
    Unknown,
    /// It was not.
    Failed,
    /// It was.
    Passed,
}

/// Both of them: SCORM 2004 keeps them apart, SCORM 1.2 has one word for the two.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct ModuleStatus {
    /// How far it was gone through.
    pub completion: Completion,
    /// Whether it was mastered.
    pub success: Success,
}

/// Works the status out by the rules of the edition.
///
/// `has_ended` says that the module ended a session (`LMSFinish`, `Terminate`) otherwise than to go on later.
pub fn status_of(standard: CmiStandard, elements: &CmiElements, has_ended: bool) -> ModuleStatus {
    match standard {
        CmiStandard::Scorm12 => status_of_12(elements, has_ended),
        CmiStandard::Scorm2004 => {
            ModuleStatus { completion: completion_2004(elements), success: success_2004(elements) }
        }
    }
}

/// `cmi.core.lesson_status` (RTE 1.2, 3.4.4): *passed* and *failed* both say that the module was gone through.
///
/// Where the manifest states a mastery score and the module is taken for credit, the score decides between *passed* and
/// *failed* once the module ends or calls itself done. A module that ends without having said anything is *completed*.
fn status_of_12(elements: &CmiElements, has_ended: bool) -> ModuleStatus {
    let said = elements.get("cmi.core.lesson_status");
    let status = match said {
        Some("passed") => done(Success::Passed),
        Some("failed") => done(Success::Failed),
        Some("completed") => done(Success::Unknown),
        Some("incomplete" | "browsed") => {
            ModuleStatus { completion: Completion::Incomplete, success: Success::Unknown }
        }
        None if has_ended => done(Success::Unknown),
        _ => ModuleStatus { completion: Completion::NotAttempted, success: Success::Unknown },
    };
    let is_for_credit = !matches!(elements.get("cmi.core.credit"), Some("no-credit"))
        && !matches!(elements.get("cmi.core.lesson_mode"), Some("browse" | "review"));
    let is_decided = has_ended || status.completion == Completion::Completed;
    match (number(elements, "cmi.student_data.mastery_score"), number(elements, "cmi.core.score.raw")) {
        (Some(mastery), Some(raw)) if is_for_credit && is_decided => {
            done(if raw >= mastery { Success::Passed } else { Success::Failed })
        }
        _ => status,
    }
}

fn done(success: Success) -> ModuleStatus {
    ModuleStatus { completion: Completion::Completed, success }
}

/// `cmi.completion_status` (RTE 2004, 4.2.4.1): where a completion threshold is stated the progress measure decides, and
/// without a measure nothing is known; else what the module said.
fn completion_2004(elements: &CmiElements) -> Completion {
    let measure = number(elements, "cmi.progress_measure");
    if let Some(threshold) = number(elements, "cmi.completion_threshold") {
        return measure.map_or(Completion::Unknown, |measure| {
            if measure >= threshold { Completion::Completed } else { Completion::Incomplete }
        });
    }
    match elements.get("cmi.completion_status") {
        Some("completed") => Completion::Completed,
        Some("incomplete") => Completion::Incomplete,
        Some("not attempted") => Completion::NotAttempted,
        _ => Completion::Unknown,
    }
}

/// `cmi.success_status` (RTE 2004, 4.2.22.1): where a scaled passing score is stated the scaled score decides, and without
/// a score nothing is known; else what the module said.
fn success_2004(elements: &CmiElements) -> Success {
    let scaled = number(elements, "cmi.score.scaled");
    if let Some(passing) = number(elements, "cmi.scaled_passing_score") {
        return scaled.map_or(Success::Unknown, |scaled| {
            if scaled >= passing { Success::Passed } else { Success::Failed }
        });
    }
    match elements.get("cmi.success_status") {
        Some("passed") => Success::Passed,
        Some("failed") => Success::Failed,
        _ => Success::Unknown,
    }
}

fn number(elements: &CmiElements, name: &str) -> Option<Decimal> {
    real(elements.get(name)?)
}
