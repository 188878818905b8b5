use crate::{Edge, Kind};

/// One line of the dependency table: a crate, what it may need, and what its tests may need on top.
struct Line {
    name: &'static str,
    may_need: &'static [&'static str],
    tests_may_need: &'static [&'static str],
}

const DOMAIN: &str = "rollbook-domain";
const APPLICATION: &str = "rollbook-application";
const MEMORY: &str = "rollbook-memory";
const NETSUITE: &str = "rollbook-netsuite";
const SMTP: &str = "rollbook-smtp";
const SYSTEM: &str = "rollbook-system";
const CONTRACT: &str = "rollbook-contract";
const WORKLOAD: &str = "rollbook-workload";
const SQLITE: &str = "rollbook-sqlite";
const SERVERS: &str = "rollbook-servers";

const TABLE: &[Line] = &[
    Line { name: DOMAIN, may_need: &[], tests_may_need: &[] },
    Line { name: APPLICATION, may_need: &[DOMAIN], tests_may_need: &[MEMORY] },
    Line { name: MEMORY, may_need: &[DOMAIN], tests_may_need: &[APPLICATION, CONTRACT] },
    Line { name: SQLITE, may_need: &[DOMAIN], tests_may_need: &[APPLICATION, CONTRACT, MEMORY, WORKLOAD] },
    // SQLite is what its answers are compared with.
    Line {
        name: "rollbook-postgres",
        may_need: &[DOMAIN],
        tests_may_need: &[APPLICATION, CONTRACT, MEMORY, SERVERS, SQLITE, WORKLOAD],
    },
    Line { name: NETSUITE, may_need: &[DOMAIN], tests_may_need: &[SERVERS] },
    Line { name: SMTP, may_need: &[DOMAIN], tests_may_need: &[] },
    Line { name: "rollbook-csv", may_need: &[DOMAIN], tests_may_need: &[] },
    Line { name: "rollbook-zip", may_need: &[DOMAIN], tests_may_need: &[] },
    Line { name: SYSTEM, may_need: &[DOMAIN], tests_may_need: &[] },
    Line { name: "rollbook-cli", may_need: &[APPLICATION, DOMAIN], tests_may_need: &[MEMORY] },
    Line {
        name: "rollbook",
        may_need: &[
            APPLICATION,
            DOMAIN,
            MEMORY,
            NETSUITE,
            SMTP,
            SYSTEM,
            "rollbook-cli",
            "rollbook-csv",
            "rollbook-postgres",
            "rollbook-zip",
            SQLITE,
        ],
        tests_may_need: &[WORKLOAD],
    },
    Line { name: "xtask", may_need: &[DOMAIN, SERVERS], tests_may_need: &[] },
    Line { name: SERVERS, may_need: &[], tests_may_need: &[] },
    Line { name: CONTRACT, may_need: &[APPLICATION, DOMAIN], tests_may_need: &[] },
    Line { name: WORKLOAD, may_need: &[APPLICATION, DOMAIN], tests_may_need: &[] },
];

/// Crates that are tests from end to end: they may need anything, and nothing may need them.
const FREE: &[&str] = &["rollbook-e2e", "rollbook-faults", "rollbook-architecture"];

/// The edges that the dependency table does not allow, and the crates that it does not know.
pub fn forbidden_edges(crates: &[&str], edges: &[Edge]) -> Vec<String> {
    let unknown = crates.iter().filter(|name| line(name).is_none() && !FREE.contains(name));
    let unknown = unknown
        .map(|name| format!("{name} is not in the dependency table (tests/architecture/src/edges.rs)"));
    unknown.chain(edges.iter().filter(|edge| !is_allowed(edge)).map(complaint)).collect()
}

fn line(name: &str) -> Option<&'static Line> {
    TABLE.iter().find(|line| line.name == name)
}

fn is_allowed(edge: &Edge) -> bool {
    if FREE.contains(&edge.from.as_str()) {
        return true;
    }
    let Some(line) = line(&edge.from) else { return false };
    let to = edge.to.as_str();
    line.may_need.contains(&to) || (edge.kind == Kind::Development && line.tests_may_need.contains(&to))
}

fn complaint(edge: &Edge) -> String {
    let purpose = match edge.kind {
        Kind::Normal => "",
        Kind::Development => " (for its tests)",
    };
    format!("{} -> {}{purpose} is not in the dependency table", edge.from, edge.to)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn edge(from: &str, to: &str, kind: Kind) -> Edge {
        Edge { from: from.to_owned(), to: to.to_owned(), kind }
    }

    #[test]
    fn a_domain_that_needs_a_store_is_found_by_name() {
        let found = forbidden_edges(&[], &[edge("rollbook-domain", "rollbook-sqlite", Kind::Normal)]);
        assert_eq!(found, ["rollbook-domain -> rollbook-sqlite is not in the dependency table"]);
    }

    #[test]
    fn adapters_may_not_need_each_other_nor_the_application() {
        let sideways = edge("rollbook-sqlite", "rollbook-csv", Kind::Normal);
        let upwards = edge("rollbook-csv", "rollbook-application", Kind::Normal);
        assert_eq!(forbidden_edges(&[], &[sideways, upwards]).len(), 2);
    }

    #[test]
    fn the_contract_is_for_the_tests_of_stores_only() {
        assert_eq!(forbidden_edges(&[], &[edge("rollbook-sqlite", CONTRACT, Kind::Development)]).len(), 0);
        assert_eq!(forbidden_edges(&[], &[edge("rollbook-sqlite", CONTRACT, Kind::Normal)]).len(), 1);
        assert_eq!(forbidden_edges(&[], &[edge("rollbook-csv", CONTRACT, Kind::Development)]).len(), 1);
    }

    #[test]
    fn nothing_may_need_the_end_to_end_tests() {
        assert_eq!(forbidden_edges(&[], &[edge("rollbook", "rollbook-e2e", Kind::Development)]).len(), 1);
    }

    #[test]
    fn a_crate_that_the_table_does_not_know_is_found() {
        assert_eq!(forbidden_edges(&["rollbook-e2e", "rollbook-domain"], &[]).len(), 0);
        assert_eq!(forbidden_edges(&["rollbook-attic"], &[]).len(), 1);
    }
}
