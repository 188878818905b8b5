/// What a cluster does for a commit to outlive a loss of power.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Durability {
    /// Everything that a server in earnest does: for faults and benches.
    Durable,
    /// Nothing is forced to the disk: for tests, where a server that is lost is made anew.
    Fast,
}

/// How a cluster is made.
#[derive(Debug, Clone)]
pub struct ClusterOptions {
    pub(super) durability: Durability,
    pub(super) settings: Vec<(String, String)>,
}

impl ClusterOptions {
    /// A server as one would run it, for faults and benches.
    pub fn durable() -> Self {
        Self { durability: Durability::Durable, settings: Vec::new() }
    }

    /// A server that is quick and forgets everything when the machine stops, for tests.
    pub fn fast() -> Self {
        Self { durability: Durability::Fast, settings: Vec::new() }
    }

    /// Sets one of the server's settings, such as `("max_connections", "50")`.
    #[must_use]
    pub fn with(mut self, name: &str, value: &str) -> Self {
        self.settings.push((name.to_owned(), value.to_owned()));
        self
    }

    /// What the server reads; of two lines for one setting it takes the later.
    pub(super) fn configuration(&self, port: u16, sockets: &str) -> String {
        let port = port.to_string();
        let own = [
            ("listen_addresses", "127.0.0.1"),
            ("port", &port),
            ("unix_socket_directories", sockets),
            ("max_connections", "300"),
            ("timezone", "UTC"),
            ("log_line_prefix", "%m [%p] %u@%d %a "),
        ];
        let fast = [("fsync", "off"), ("full_page_writes", "off")];
        let fast = fast.iter().filter(|_| self.durability == Durability::Fast);
        let settings = self.settings.iter().map(|(name, value)| (name.as_str(), value.as_str()));
        let lines = own.iter().chain(fast).copied().chain(settings);
        let lines = lines.map(|(name, value)| format!("{name} = '{}'\n", value.replace('\'', "''")));
        lines.collect::<Vec<_>>().concat()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_setting_of_the_caller_comes_after_those_of_the_cluster_and_is_quoted() {
        let options = ClusterOptions::durable().with("max_connections", "5").with("a.b", "it's");
        let text = options.configuration(20_000, "/x");
        assert!(text.ends_with("max_connections = '5'\na.b = 'it''s'\n"), "{text}");
        assert!(!text.contains("fsync"), "{text}");
        assert!(ClusterOptions::fast().configuration(20_000, "/x").contains("fsync = 'off'\n"));
    }
}
