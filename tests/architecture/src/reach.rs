use std::collections::{BTreeMap, BTreeSet, VecDeque};

const PURE: &[&str] = &["rollbook-domain", "rollbook-application"];
const FORBIDDEN: &[&str] = &["tokio", "sqlx", "rusqlite", "axum", "clap", "lettre"];

/// Crates that would tie a build to libraries of the system; `deny.toml` says the same to cargo-deny.
const BANNED: &[&str] = &["native-tls", "openssl", "openssl-sys"];

/// Banned crates that anything in the workspace reaches.
pub fn banned(needs: &BTreeMap<String, Vec<String>>) -> Vec<String> {
    let names = needs.keys().filter(|name| BANNED.contains(&name.as_str()));
    names.map(|name| format!("{name} is banned: TLS is rustls with ring")).collect()
}

/// Drivers, runtimes and frameworks that the domain or the application reach, however far away, each with the way.
pub fn forbidden_reach(needs: &BTreeMap<String, Vec<String>>) -> Vec<String> {
    PURE.iter().flat_map(|start| ways(start, needs)).collect()
}

fn ways(start: &str, needs: &BTreeMap<String, Vec<String>>) -> Vec<String> {
    let mut found = Vec::new();
    let mut seen = BTreeSet::from([start.to_owned()]);
    let mut queue = VecDeque::from([vec![start.to_owned()]]);
    while let Some(way) = queue.pop_front() {
        let Some(last) = way.last() else { continue };
        if FORBIDDEN.contains(&last.as_str()) {
            found.push(format!("{start} must not reach {last}: {}", way.join(" -> ")));
            continue;
        }
        for next in needs.get(last).into_iter().flatten() {
            if seen.insert(next.clone()) {
                queue.push_back(way.iter().chain([next]).cloned().collect());
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn needs(edges: &[(&str, &str)]) -> BTreeMap<String, Vec<String>> {
        let mut needs: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for (from, to) in edges {
            needs.entry((*from).to_owned()).or_default().push((*to).to_owned());
        }
        needs
    }

    #[test]
    fn a_runtime_behind_two_other_crates_is_found_with_the_way_to_it() {
        let found = forbidden_reach(&needs(&[
            ("rollbook-application", "rollbook-domain"),
            ("rollbook-domain", "harmless"),
            ("harmless", "tokio"),
            ("harmless", "rollbook-domain"),
        ]));
        assert_eq!(
            found,
            [
                "rollbook-domain must not reach tokio: rollbook-domain -> harmless -> tokio",
                "rollbook-application must not reach tokio: rollbook-application -> rollbook-domain -> harmless -> tokio",
            ]
        );
    }

    #[test]
    fn a_banned_crate_is_found_wherever_it_is() {
        assert_eq!(banned(&needs(&[("native-tls", "libc"), ("lettre", "native-tls")])).len(), 1);
        assert_eq!(banned(&needs(&[("lettre", "rustls")])).len(), 0);
    }

    #[test]
    fn a_store_may_have_its_driver() {
        assert_eq!(forbidden_reach(&needs(&[("rollbook-sqlite", "rusqlite")])), Vec::<String>::new());
    }
}
