use std::collections::BTreeSet;

use super::super::Role;
use crate::enrollment::StateWord;

/// VIEW-11
#[test]
fn every_role_has_a_word_of_its_own() {
    let words: BTreeSet<String> = Role::ALL.iter().map(ToString::to_string).collect();
    assert_eq!(words.len(), 7);
    assert!(words.contains("client administrator") && words.contains("enrollment team"));
}

/// VIEW-03, VIEW-04, VIEW-07
#[test]
fn expired_learners_are_seen_by_all_and_unenrolled_ones_by_neither_client_administrators_nor_learners() {
    for role in Role::ALL {
        for state in [StateWord::Enrolled, StateWord::Scheduled, StateWord::Expired] {
            assert!(role.sees(state), "{role} {state}");
        }
        let is_blind = matches!(role, Role::ClientAdministrator | Role::Learner);
        assert_eq!(role.sees(StateWord::Unenrolled), !is_blind, "{role}");
    }
}
