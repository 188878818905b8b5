use std::collections::BTreeMap;

use rollbook_domain::rule::{Area, RuleId, all};

use crate::scan::{self, RuleTest};
use crate::{files, scope};

/// Which tests name each rule.
pub(crate) struct Coverage {
    tests: Vec<RuleTest>,
}

impl Coverage {
    /// Reads all tests of the workspace.
    pub(crate) fn read() -> Result<Self, String> {
        let files = files::rust_files()?;
        Ok(Self { tests: files.iter().flat_map(|(path, text)| scan::tests(path, text)).collect() })
    }

    #[cfg(test)]
    fn of(tests: Vec<RuleTest>) -> Self {
        Self { tests }
    }

    /// The tests that name a rule.
    pub(crate) fn tests_of(&self, rule: RuleId) -> Vec<&RuleTest> {
        self.tests.iter().filter(|test| test.rules.contains(&rule)).collect()
    }

    /// The rules of an area that no test names, apart from those that are left for later.
    pub(crate) fn missing(&self, area: Area) -> Vec<RuleId> {
        let is_missing =
            |rule: &RuleId| self.tests_of(*rule).is_empty() && scope::left_for_later(*rule).is_none();
        all().filter(|rule| rule.area == area).map(|rule| rule.id).filter(is_missing).collect()
    }

    /// The areas declared finished that still have a rule without a test.
    pub(crate) fn unfinished(&self) -> BTreeMap<Area, Vec<RuleId>> {
        let areas = Area::all().filter(|area| scope::is_finished(*area));
        areas.map(|area| (area, self.missing(area))).filter(|(_, missing)| !missing.is_empty()).collect()
    }
}

/// Ids one after the other, for a message.
pub(crate) fn list(rules: &[RuleId]) -> String {
    rules.iter().map(|rule| rule.as_str()).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn an_area_without_any_test_misses_every_rule_that_is_not_left_for_later() {
        let none = Coverage::of(Vec::new());
        let rules = all().filter(|rule| rule.area == Area::ContentAccess);
        let expected: Vec<_> =
            rules.map(|rule| rule.id).filter(|rule| scope::left_for_later(*rule).is_none()).collect();
        assert_eq!(none.missing(Area::ContentAccess), expected);
        assert!(!expected.is_empty());
    }

    #[test]
    fn a_rule_with_a_test_is_not_missing() {
        let rule = Coverage::of(Vec::new()).missing(Area::AccessDecision)[0];
        let test = RuleTest { name: "a".to_owned(), path: "b".to_owned(), rules: BTreeSet::from([rule]) };
        let some = Coverage::of(vec![test]);
        assert!(!some.missing(Area::AccessDecision).contains(&rule));
        assert_eq!(some.tests_of(rule).len(), 1);
    }

    #[test]
    fn a_finished_area_with_a_rule_without_a_test_is_found() {
        let finished = Area::all().filter(|area| scope::is_finished(*area)).count();
        assert_eq!(Coverage::of(Vec::new()).unfinished().len(), finished);
    }
}
