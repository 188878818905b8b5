//! The plan of a file of groups.

use std::collections::HashSet;

use super::cells::{Cells, yes_or_no};
use super::header::{Column, Header};
use super::{Changes, Context, Findings, Plan};
use crate::group::{AddGroup, EditGroup, Group, GroupEvent, add, edit};
use crate::id::GroupId;
use crate::import_log::{ImportCounts, ImportKind};
use crate::refusal::{Outcome, Refusal};
use crate::rule::{GRP_01, IMP_04};
use crate::stamp::Revision;
use crate::table::Table;
use crate::text::{Code, Title};

#[cfg(test)]
mod tests;

/// The plan of a file of groups.
pub type GroupsPlan = Plan<Changes<GroupId, GroupEvent>>;

const CODE: usize = 0;
const NAME: usize = 1;
const INHERITED: usize = 2;
const COLUMNS: &[Column] = &[
    Column::needed("Group Code", "the code that the group has or shall have"),
    Column::needed("Name", "the name to show"),
    Column::optional("Inherited"),
];

struct Entry {
    code: Code,
    name: Title,
    is_inherited: Option<bool>,
}

/// Plans a file of groups: new codes become groups, known ones take the name of the file.
pub fn plan(table: &Table, known: &[Group], context: &Context<'_>) -> GroupsPlan {
    let (kind, rows) = (ImportKind::Groups, table.rows.len() as u64);
    let header = match Header::find(table, COLUMNS, false, context.settings) {
        Ok(header) => header,
        Err(findings) => return Plan::unreadable(kind, context.fingerprint, rows, findings),
    };
    let by_code: std::collections::HashMap<String, &Group> =
        known.iter().map(|group| (group.code.folded(), group)).collect();
    let mut findings = Findings::default();
    let mut counts = ImportCounts { rows, ..ImportCounts::default() };
    let mut changes = Changes::default();
    let mut seen = HashSet::new();
    for row in &table.rows {
        let mut cells = Cells::new(&header, row, &mut findings.refused);
        let Some(entry) = read(&mut cells, &mut seen) else {
            counts.refused += 1;
            continue;
        };
        let decided = match by_code.get(&entry.code.folded()) {
            Some(group) => Some((group.id, group.revision, rename(group, entry, &mut counts))),
            None => make(entry, &mut cells, &mut counts)
                .map(|new| (GroupId::next(context.ids), Revision::NONE, new)),
        };
        if let Some((id, revision, events)) = decided {
            changes.add(id, revision, events, context.now);
        }
    }
    let touched = changes.touched();
    Plan { kind, fingerprint: context.fingerprint, counts, findings, touched, changes }
}

fn rename(group: &Group, entry: Entry, counts: &mut ImportCounts) -> Vec<GroupEvent> {
    let command = EditGroup { name: Some(entry.name), is_inherited: entry.is_inherited };
    let (outcome, events) = edit(group, command);
    match outcome {
        Outcome::Applied => counts.edited += 1,
        Outcome::Unchanged => counts.existing += 1,
    }
    events
}

fn make(entry: Entry, cells: &mut Cells<'_, '_>, counts: &mut ImportCounts) -> Option<Vec<GroupEvent>> {
    let Entry { code, name, is_inherited } = entry;
    match add(AddGroup { code, name, is_inherited: is_inherited.unwrap_or(false) }, None) {
        Ok(events) => {
            counts.created += 1;
            Some(events)
        }
        Err(refused) => {
            counts.refused += 1;
            cells.refuse(CODE, refused.to_string(), refused.rules());
            None
        }
    }
}

fn read(cells: &mut Cells<'_, '_>, seen: &mut HashSet<String>) -> Option<Entry> {
    let code = cells.parse(CODE, &[GRP_01], Code::parse);
    let name = cells.parse(NAME, &[IMP_04], Title::parse);
    let is_inherited = cells.parse_if_given(INHERITED, &[IMP_04], yes_or_no);
    if cells.is_refused() {
        return None;
    }
    let (code, name) = (code?, name?);
    if !seen.insert(code.folded()) {
        let reason = format!("the group code `{code}` is in an earlier row; accepted form: each code once");
        cells.refuse(CODE, reason, &[GRP_01]);
        return None;
    }
    Some(Entry { code, name, is_inherited })
}
