//! Folding what modules sent.

use super::{CmiAttempt, CmiCommit, CmiData, CmiSession};
use crate::scorm::CmiElements;
use crate::transcript::TranscriptEvent;

impl CmiData {
    /// Folds one more event of the transcript's stream; those about other items and other things change nothing.
    pub fn apply(&mut self, event: &TranscriptEvent) {
        match event {
            TranscriptEvent::CmiCommitted(commit) if commit.item == self.item => self.take(commit),
            TranscriptEvent::CmiCleared { item } if *item == self.item => self.attempts.clear(),
            _ => {}
        }
    }

    fn take(&mut self, commit: &CmiCommit) {
        let place = (commit.version, commit.attempt);
        let at = self.attempts.partition_point(|known| (known.version, known.number) < place);
        if self.attempts.get(at).is_none_or(|known| (known.version, known.number) != place) {
            let attempt = CmiAttempt {
                number: commit.attempt,
                course: commit.course,
                version: commit.version,
                standard: commit.standard,
                elements: CmiElements::default(),
                sessions: Vec::new(),
            };
            self.attempts.insert(at, attempt);
        }
        let attempt = &mut self.attempts[at];
        if let Some(elements) = &commit.elements {
            attempt.elements.put(elements);
        }
        let session = CmiSession {
            began_at: commit.session_began_at,
            time: commit.session_time,
            exit: commit.exit,
            is_over: commit.is_over,
            is_late: commit.is_late,
        };
        let at = attempt.sessions.partition_point(|known| known.began_at < session.began_at);
        match attempt.sessions.get_mut(at) {
            Some(known) if known.began_at == session.began_at => {
                let is_late = known.is_late || session.is_late;
                *known = CmiSession { is_late, ..session };
            }
            _ => attempt.sessions.insert(at, session),
        }
    }
}
