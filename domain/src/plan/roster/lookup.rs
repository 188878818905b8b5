//! Finding what cells name; a file names the same few things again and again.

use std::collections::HashMap;

use crate::catalogue::{Catalogue, Price};
use crate::group::Group;
use crate::id::GroupId;
use crate::text::{Code, shown};
use crate::time::{Instant, Moment, TimeError, Zone};

/// Groups and prices by whatever a cell calls them, and instants by the date in a cell.
pub(super) struct Lookup<'table, 'facts> {
    catalogue: &'facts Catalogue,
    zone: &'facts Zone,
    by_id: HashMap<GroupId, &'facts Group>,
    by_code: HashMap<String, &'facts Group>,
    groups: HashMap<&'table str, Option<&'facts Group>>,
    prices: HashMap<&'table str, Option<&'facts Price>>,
    days: HashMap<&'table str, Instant>,
}

impl<'table, 'facts> Lookup<'table, 'facts> {
    pub(super) fn new(catalogue: &'facts Catalogue, groups: &'facts [Group], zone: &'facts Zone) -> Self {
        Self {
            catalogue,
            zone,
            by_id: groups.iter().map(|group| (group.id, group)).collect(),
            by_code: groups.iter().map(|group| (group.code.folded(), group)).collect(),
            groups: HashMap::new(),
            prices: HashMap::new(),
            days: HashMap::new(),
        }
    }

    /// The group of that code or id.
    pub(super) fn group(&mut self, text: &'table str) -> Result<&'facts Group, String> {
        let (by_id, by_code) = (&self.by_id, &self.by_code);
        let found = self.groups.entry(text).or_insert_with(|| match GroupId::parse(text) {
            Ok(id) => by_id.get(&id).copied(),
            Err(_) => Code::parse(text).ok().and_then(|code| by_code.get(&code.folded()).copied()),
        });
        found.ok_or_else(|| {
            format!("there is no group `{}`; accepted form: a group's code or id, or blank", shown(text))
        })
    }

    /// The price of that code or id.
    pub(super) fn price(&mut self, text: &'table str) -> Result<&'facts Price, String> {
        let catalogue = self.catalogue;
        let found = self.prices.entry(text).or_insert_with(|| catalogue.find_price(text));
        found.ok_or_else(|| {
            format!("there is no price `{}`; accepted form: a price's code or id, or blank", shown(text))
        })
    }

    /// The start of that day, or that instant.
    pub(super) fn start_of(&mut self, text: &'table str) -> Result<Instant, TimeError> {
        if let Some(known) = self.days.get(text) {
            return Ok(*known);
        }
        let moment = Moment::parse(text)?;
        let starts_at = moment.starts_at(self.zone);
        if matches!(moment, Moment::Date(_)) {
            self.days.insert(text, starts_at);
        }
        Ok(starts_at)
    }
}
