//! Printing whose access a change of contracts changes.

use rollbook_application::sales_order::NamedEffect;
use rollbook_domain::enrollment::{EndRule, StateWord};
use rollbook_domain::id::CustomerId;
use rollbook_domain::plan::contracts::Standing;
use rollbook_domain::time::{Instant, Zone, end_in_words};
use serde::Serialize;

use crate::page::Page;

/// Whose access changes.
#[derive(Serialize)]
pub(crate) struct ChangeView {
    /// How many enrollments; what a confirmation is held against.
    changed: u64,
    /// How many of them lose access or lose it earlier.
    losing: u64,
    /// How many of them are expired and come back.
    coming_back: u64,
    rows: Vec<Row>,
}

#[derive(Serialize)]
struct Row {
    id: CustomerId,
    email: Option<String>,
    course: Option<String>,
    before: Stands,
    after: Stands,
}

#[derive(Serialize)]
struct Stands {
    /// Null before access is first given.
    state: Option<StateWord>,
    ends_at: Option<Instant>,
    end_rule: EndRule,
}

impl From<Standing> for Stands {
    fn from(standing: Standing) -> Self {
        let Standing { state, ends_at, end_rule } = standing;
        Self { state, ends_at, end_rule }
    }
}

impl ChangeView {
    pub(crate) fn of(effects: &[NamedEffect]) -> Self {
        let count = |is_so: fn(&NamedEffect) -> bool| effects.iter().map(|one| u64::from(is_so(one))).sum();
        let row = |named: &NamedEffect| {
            let profile = named.profile.as_ref().map(rollbook_domain::personal::Personal::reveal);
            Row {
                id: named.effect.customer,
                email: profile.map(|profile| profile.email.as_typed().to_owned()),
                course: named.course.as_ref().map(ToString::to_string),
                before: named.effect.before.into(),
                after: named.effect.after.into(),
            }
        };
        Self {
            changed: count(|_| true),
            losing: count(|named| named.effect.loses()),
            coming_back: count(|named| named.effect.comes_back()),
            rows: effects.iter().map(row).collect(),
        }
    }
}

/// The list for people.
pub(crate) fn change_page(page: &mut Page, view: &ChangeView, zone: &Zone) {
    page.facts(vec![
        ("Enrollments whose access changes", view.changed.to_string()),
        ("Of them losing access, or sooner", view.losing.to_string()),
        ("Of them coming back", view.coming_back.to_string()),
    ]);
    let say = |stands: &Stands| {
        let state = stands.state.map_or_else(|| "not given yet".to_owned(), |state| state.to_string());
        format!("{state}, {}", end_in_words(stands.ends_at, zone))
    };
    let cells = |row: &Row| {
        vec![
            row.email.clone().unwrap_or_else(|| "(erased)".to_owned()),
            row.course.clone().unwrap_or_default(),
            say(&row.before),
            format!("-> {}", say(&row.after)),
        ]
    };
    page.section("Access", view.rows.iter().map(cells).collect());
}
