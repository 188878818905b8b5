use std::collections::{BTreeMap, BTreeSet};

use crate::Source;

/// The floors of the domain above the words, from the top down. Every other module is one of the words, at the bottom.
const FLOORS: &[&[&str]] = &[
    &["event", "commit", "port"],
    &["plan"],
    &["verdict", "view", "privacy"],
    &["record", "import_log", "notice"],
    &["mail", "seat", "transcript"],
    &["access", "enrollment"],
    &["order"],
    &[
        "customer",
        "group",
        "organization",
        "catalogue",
        "sales_order",
        "settings",
        "audit",
        "impersonation",
        "login",
    ],
];

/// One top-level module of the domain uses another.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Use {
    /// The module that uses.
    pub from: String,
    /// The module that is used.
    pub to: String,
    /// The module path of the file in which it does.
    pub place: String,
}

/// The floor of a module; 0 is the bottom.
fn floor(module: &str) -> usize {
    FLOORS.iter().position(|floor| floor.contains(&module)).map_or(0, |from_top| FLOORS.len() - from_top)
}

/// Who uses whom among the top-level modules, read from the code: `crate::x`, and `super::x` where that is the same.
pub fn uses(sources: &[Source<'_>]) -> Vec<Use> {
    let modules: BTreeSet<&str> =
        sources.iter().filter_map(|source| source.module.first().copied()).collect();
    let mut uses = BTreeSet::new();
    for source in sources {
        let Some(from) = source.module.first() else { continue };
        let root = "super::".repeat(source.module.len());
        let code = source.code.join("\n");
        let named = named_after(&code, "crate::").into_iter().chain(named_after(&code, &root));
        for to in named.filter(|to| to != from && modules.contains(to)) {
            let place = source.module.join("::");
            uses.insert(Use { from: (*from).to_owned(), to: to.to_owned(), place });
        }
    }
    uses.into_iter().collect()
}

/// The names that follow a path prefix, alone or in braces.
fn named_after<'code>(code: &'code str, prefix: &str) -> Vec<&'code str> {
    let mut names = Vec::new();
    for (offset, _) in code.match_indices(prefix) {
        let is_longer_path =
            code[..offset].ends_with(|character: char| is_name(character) || character == ':');
        if is_longer_path {
            continue;
        }
        let rest = &code[offset + prefix.len()..];
        match rest.strip_prefix('{') {
            Some(group) => names.extend(heads_of_group(group)),
            None => names.push(head(rest)),
        }
    }
    names
}

fn heads_of_group(group: &str) -> Vec<&str> {
    let mut heads = Vec::new();
    let (mut depth, mut start) = (0_usize, 0);
    for (offset, character) in group.char_indices() {
        match character {
            '{' => depth += 1,
            '}' if depth > 0 => depth -= 1,
            ',' | '}' if depth == 0 => {
                heads.push(head(group[start..offset].trim_start()));
                start = offset + 1;
                if character == '}' {
                    break;
                }
            }
            _ => {}
        }
    }
    heads
}

fn head(path: &str) -> &str {
    path.split(|character| !is_name(character)).next().unwrap_or("")
}

fn is_name(character: char) -> bool {
    character.is_alphanumeric() || character == '_'
}

/// Uses that go up, and circles.
pub fn forbidden_uses(uses: &[Use]) -> Vec<String> {
    let upwards = uses.iter().filter(|one| floor(&one.to) > floor(&one.from)).map(|one| {
        let (from, to) = (floor(&one.from), floor(&one.to));
        format!(
            "{} (floor {from}) uses {} (floor {to}), which is above it, in {}",
            one.from, one.to, one.place
        )
    });
    upwards.chain(circles(uses)).collect()
}

fn circles(uses: &[Use]) -> Vec<String> {
    let mut next: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for one in uses {
        next.entry(&one.from).or_default().insert(&one.to);
    }
    let way_back = |from: &str, to: &str| -> bool {
        let (mut seen, mut open) = (BTreeSet::new(), vec![to]);
        while let Some(module) = open.pop() {
            if module == from {
                return true;
            }
            if seen.insert(module) {
                open.extend(next.get(module).into_iter().flatten());
            }
        }
        false
    };
    let in_circle = uses.iter().filter(|one| way_back(&one.from, &one.to));
    in_circle.map(|one| format!("{} uses {} in a circle, in {}", one.from, one.to, one.place)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sources::file;

    fn edges(files: &[(&str, &str)]) -> Vec<(String, String)> {
        let mut all: Vec<_> = ["plan", "order", "customer", "group", "id", "text"]
            .map(|name| file(&format!("src/{name}/mod.rs"), ""))
            .into();
        all.extend(files.iter().map(|(path, text)| file(path, text)));
        uses(&Source::code_files(&all)).into_iter().map(|one| (one.from, one.to)).collect()
    }

    fn pairs(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
        pairs.iter().map(|(from, to)| ((*from).to_owned(), (*to).to_owned())).collect()
    }

    #[test]
    fn uses_are_found_alone_in_groups_in_code_and_through_super() {
        assert_eq!(edges(&[("src/order/place.rs", "use crate::id::OrderId;")]), pairs(&[("order", "id")]));
        assert_eq!(
            edges(&[(
                "src/order/place.rs",
                "use crate::{\n    customer::{Customer, Status},\n    group,\n};"
            )]),
            pairs(&[("order", "customer"), ("order", "group")])
        );
        assert_eq!(
            edges(&[("src/order/place.rs", "fn a() { crate::plan::b() }")]),
            pairs(&[("order", "plan")])
        );
        assert_eq!(edges(&[("src/order/place.rs", "use super::super::plan;")]), pairs(&[("order", "plan")]));
    }

    #[test]
    fn neighbours_macros_and_doc_comments_are_no_uses() {
        let text =
            "/// Like [`crate::plan`].\nuse super::id;\nuse crate::order::Order;\nuse other_crate::plan;";
        assert_eq!(edges(&[("src/order/place.rs", text)]), pairs(&[]));
    }

    fn one(from: &str, to: &str) -> Use {
        Use { from: from.to_owned(), to: to.to_owned(), place: format!("{from}::x") }
    }

    #[test]
    fn a_use_that_goes_up_is_found() {
        let found = forbidden_uses(&[one("customer", "order"), one("order", "customer")]);
        assert_eq!(found[0], "customer (floor 1) uses order (floor 2), which is above it, in customer::x");
        assert_eq!(forbidden_uses(&[one("id", "verdict")]).len(), 1);
        assert_eq!(forbidden_uses(&[one("verdict", "id"), one("port", "event")]).len(), 0);
    }

    #[test]
    fn neighbours_may_use_each_other_one_way_only() {
        assert_eq!(forbidden_uses(&[one("customer", "group"), one("group", "catalogue")]).len(), 0);
        let circle = [one("customer", "group"), one("group", "catalogue"), one("catalogue", "customer")];
        assert_eq!(forbidden_uses(&circle).len(), 3);
        assert_eq!(forbidden_uses(&[one("id", "text"), one("text", "id")]).len(), 2);
    }
}
