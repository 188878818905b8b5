//! The plan of a file of content items.

use std::collections::{HashMap, HashSet};

use rust_decimal::Decimal;

use super::cells::{Cells, count, yes_or_no};
use super::header::{Column, Header};
use super::{Changes, Context, Findings, Plan, Planned};
use crate::catalogue::{
    AddItem, Catalogue, CatalogueRefused, ContentItem, Course, CourseEvent, ItemKind, ItemOpening, ItemTerms,
    add_item, check_opening, edit_item, parse_number,
};
use crate::id::{CourseId, ItemId};
use crate::import_log::{ImportCounts, ImportKind};
use crate::refusal::Refusal;
use crate::rule::{IMP_04, MAIL_10, MAIL_12, ORD_09, TRN_02, TRN_12, TRN_13, TRN_16};
use crate::table::Table;
use crate::text::{Code, Title, shown};

#[cfg(test)]
mod tests;

/// The plan of a file of content items.
pub type ItemsPlan = Plan<Changes<CourseId, CourseEvent>>;

const COURSE: usize = 0;
const CODE: usize = 1;
const KIND: usize = 2;
const WEIGHT: usize = 3;
const REQUIRED: usize = 4;
const TITLE: usize = 5;
const MAXIMUM_SCORE: usize = 6;
const ATTEMPTS: usize = 7;
const AFTER: usize = 8;
const FINAL: usize = 9;
const COLUMNS: &[Column] = &[
    Column::needed("Course Code", "the code or id of a course"),
    Column::needed("Item Code", "the code that the item has or shall have"),
    Column::needed("Kind", "scorm, quiz, event, file or assignment"),
    Column::optional("Weight"),
    Column::optional("Required"),
    Column::optional("Title"),
    Column::optional("Maximum Score"),
    Column::optional("Attempts"),
    Column::optional("After"),
    Column::optional("Final Assessment"),
];

struct Entry<'a> {
    course: &'a Course,
    code: Code,
    kind: ItemKind,
    weight: Option<Decimal>,
    is_required: Option<bool>,
    title: Option<Title>,
    maximum_score: Option<Decimal>,
    attempt_limit: Option<u32>,
    after: Option<ItemId>,
    is_final_assessment: Option<bool>,
}

/// Plans a file of content items: new codes are added to their course, known ones take the terms of the file.
///
/// A column that the file does not have leaves a known item as it is in that respect; a blank cell clears it.
pub fn plan(table: &Table, catalogue: &Catalogue, context: &Context<'_>) -> ItemsPlan {
    let (kind, rows) = (ImportKind::Items, table.rows.len() as u64);
    let header = match Header::find(table, COLUMNS, false, context.settings) {
        Ok(header) => header,
        Err(findings) => return Plan::unreadable(kind, context.fingerprint, rows, findings),
    };
    let mut findings = Findings::default();
    let mut counts = ImportCounts { rows, ..ImportCounts::default() };
    let mut events = Vec::new();
    let mut courses = HashSet::new();
    let mut expected = Vec::new();
    let mut seen = HashSet::new();
    // The courses as the rows so far leave them.
    let mut working: HashMap<CourseId, Course> = HashMap::new();
    for row in &table.rows {
        let mut cells = Cells::new(&header, row, &mut findings.refused);
        let decided = read(&mut cells, &mut seen, catalogue, &working).and_then(|entry| {
            let so_far = working.get(&entry.course.id).unwrap_or(entry.course);
            Some((entry.course, decide(entry, so_far, catalogue, &mut cells, context)?))
        });
        let Some((course, (is_new, new))) = decided else {
            counts.refused += 1;
            continue;
        };
        match (is_new, new.is_empty()) {
            (true, _) => counts.created += 1,
            (false, true) => counts.existing += 1,
            (false, false) => counts.edited += 1,
        }
        if !new.is_empty() && courses.insert(course.id) {
            expected.push((course.id, course.revision));
        }
        let so_far = working.entry(course.id).or_insert_with(|| course.clone());
        for event in &new {
            so_far.apply(event, so_far.revision.next(), context.now);
        }
        let effective_at = context.now;
        events.extend(new.into_iter().map(|event| Planned { id: course.id, event, effective_at }));
    }
    let touched = events.len() as u64;
    let changes = Changes { expected, events };
    Plan { kind, fingerprint: context.fingerprint, counts, findings, touched, changes }
}

fn read<'a>(
    cells: &mut Cells<'_, '_>,
    seen: &mut HashSet<String>,
    catalogue: &'a Catalogue,
    working: &HashMap<CourseId, Course>,
) -> Option<Entry<'a>> {
    let course = cells.parse(COURSE, &[ORD_09], |text| {
        let missing =
            || format!("there is no course `{}`; accepted form: a course's code or id", shown(text));
        catalogue.find_course(text).ok_or_else(missing)
    });
    let code = cells.parse(CODE, &[ORD_09], Code::parse);
    let kind = cells.parse(KIND, &[TRN_13], str::parse::<ItemKind>);
    let weight = cells.parse_if_given(WEIGHT, &[TRN_16], parse_number);
    let is_required = cells.parse_if_given(REQUIRED, &[TRN_02], yes_or_no);
    let title = cells.parse_if_given(TITLE, &[IMP_04], Title::parse);
    let maximum_score = cells.parse_if_given(MAXIMUM_SCORE, &[TRN_16], parse_number);
    let attempt_limit = cells.parse_if_given(ATTEMPTS, &[TRN_12], count);
    let after = cells.parse_if_given(AFTER, &[MAIL_12], |text| {
        let so_far = course.map(|course| working.get(&course.id).unwrap_or(course));
        let is_named = |item: &&ContentItem| {
            item.id.to_string() == text || item.code.folded() == text.to_lowercase()
        };
        let found = so_far.and_then(|course| course.items.iter().find(is_named));
        let missing = || {
            format!(
                "there is no item `{}` in this course so far; accepted form: the code or id of one, or of an earlier row",
                shown(text)
            )
        };
        found.map(|item| item.id).ok_or_else(missing)
    });
    let is_final_assessment = cells.parse_if_given(FINAL, &[MAIL_10], yes_or_no);
    if cells.is_refused() {
        return None;
    }
    let code = code?;
    if !seen.insert(code.folded()) {
        let reason = format!("the item code `{code}` is in an earlier row; accepted form: each code once");
        cells.refuse(CODE, reason, &[ORD_09]);
        return None;
    }
    let (course, kind) = (course?, kind?);
    Some(Entry {
        course,
        code,
        kind,
        weight,
        is_required,
        title,
        maximum_score,
        attempt_limit,
        after,
        is_final_assessment,
    })
}

fn decide(
    entry: Entry<'_>,
    so_far: &Course,
    catalogue: &Catalogue,
    cells: &mut Cells<'_, '_>,
    context: &Context<'_>,
) -> Option<(bool, Vec<CourseEvent>)> {
    if let Some(item) = catalogue.item_by_code(entry.code.as_str()) {
        if item.course != entry.course.id {
            let reason = format!("item `{}` belongs to another course, and stays there", entry.code);
            cells.refuse(COURSE, reason, &[ORD_09]);
            return None;
        }
        let terms = edited(item, entry, cells);
        accept(cells, check_opening(so_far, Some(item.id), &terms))?;
        let (_, events) = accept(cells, edit_item(item, terms))?;
        return Some((false, events));
    }
    let opening =
        ItemOpening { after: entry.after, is_final_assessment: entry.is_final_assessment.unwrap_or(false) };
    let Entry { code, kind, weight, is_required, title, maximum_score, attempt_limit, .. } = entry;
    let title = match title {
        Some(title) => title,
        None => cells.parse(CODE, &[IMP_04], |_| Title::parse(code.as_str()))?,
    };
    let is_required = is_required.unwrap_or(false);
    let terms = ItemTerms { title, kind, is_required, weight, maximum_score, attempt_limit, opening };
    accept(cells, check_opening(so_far, None, &terms))?;
    let added = add_item(catalogue, AddItem { id: ItemId::next(context.ids), code, terms });
    Some((true, accept(cells, added)?))
}

fn edited(item: &ContentItem, entry: Entry<'_>, cells: &Cells<'_, '_>) -> ItemTerms {
    let old = &item.terms;
    ItemTerms {
        title: entry.title.unwrap_or_else(|| old.title.clone()),
        kind: entry.kind,
        is_required: if cells.has(REQUIRED) { entry.is_required.unwrap_or(false) } else { old.is_required },
        weight: if cells.has(WEIGHT) { entry.weight } else { old.weight },
        maximum_score: if cells.has(MAXIMUM_SCORE) { entry.maximum_score } else { old.maximum_score },
        attempt_limit: if cells.has(ATTEMPTS) { entry.attempt_limit } else { old.attempt_limit },
        opening: ItemOpening {
            after: if cells.has(AFTER) { entry.after } else { old.opening.after },
            is_final_assessment: if cells.has(FINAL) {
                entry.is_final_assessment.unwrap_or(false)
            } else {
                old.opening.is_final_assessment
            },
        },
    }
}

fn accept<T>(cells: &mut Cells<'_, '_>, decided: Result<T, CatalogueRefused>) -> Option<T> {
    let refuse = |refused: CatalogueRefused| {
        let column = match &refused {
            CatalogueRefused::OutOfRange { what: "weight", .. } | CatalogueRefused::MoreThanAll(_) => WEIGHT,
            CatalogueRefused::OutOfRange { what: "maximum score", .. } => MAXIMUM_SCORE,
            CatalogueRefused::NoAttempt => ATTEMPTS,
            CatalogueRefused::AfterElsewhere | CatalogueRefused::AfterItself(_) => AFTER,
            CatalogueRefused::SecondFinalAssessment(_) => FINAL,
            _ => CODE,
        };
        cells.refuse(column, refused.to_string(), refused.rules());
    };
    decided.map_err(refuse).ok()
}
