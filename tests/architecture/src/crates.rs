use std::collections::BTreeMap;

use cargo_metadata::camino::Utf8PathBuf;
use cargo_metadata::{DependencyKind, Metadata, MetadataCommand, PackageId};

/// What a dependency is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// For the crate itself or its build script.
    Normal,
    /// For its tests, examples and benches only.
    Development,
}

/// One crate of the workspace needs another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edge {
    /// The crate that needs.
    pub from: String,
    /// The crate that is needed.
    pub to: String,
    /// What for.
    pub kind: Kind,
}

/// One crate of the workspace.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Crate {
    /// Its name.
    pub name: String,
    /// The folder of its manifest.
    pub folder: Utf8PathBuf,
}

/// The crates of the workspace and everything that they need.
pub struct Workspace {
    /// The root folder.
    pub root: Utf8PathBuf,
    /// The crates of the workspace.
    pub crates: Vec<Crate>,
    /// Who needs whom, among them.
    pub edges: Vec<Edge>,
    /// Names of what each package needs itself, tests left out, workspace or not.
    pub needs: BTreeMap<String, Vec<String>>,
}

impl Workspace {
    /// Asks cargo about the workspace that this crate stands in.
    ///
    /// # Errors
    ///
    /// Whatever cargo answers when it cannot read the workspace.
    pub fn load() -> Result<Self, cargo_metadata::Error> {
        let manifest = concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml");
        let metadata = MetadataCommand::new().manifest_path(manifest).exec()?;
        Ok(Self::from(&metadata))
    }
}

impl From<&Metadata> for Workspace {
    fn from(metadata: &Metadata) -> Self {
        let members = metadata.workspace_packages();
        let is_member = |name: &str| members.iter().any(|member| *member.name == name);
        let mut crates = Vec::new();
        let mut edges = Vec::new();
        for member in &members {
            let folder = member.manifest_path.parent().map(ToOwned::to_owned).unwrap_or_default();
            crates.push(Crate { name: member.name.to_string(), folder });
            for needed in member.dependencies.iter().filter(|needed| is_member(&needed.name)) {
                let kind = match needed.kind {
                    DependencyKind::Development => Kind::Development,
                    _ => Kind::Normal,
                };
                edges.push(Edge { from: member.name.to_string(), to: needed.name.clone(), kind });
            }
        }
        Self { root: metadata.workspace_root.clone(), crates, edges, needs: needs(metadata) }
    }
}

fn needs(metadata: &Metadata) -> BTreeMap<String, Vec<String>> {
    let names: BTreeMap<&PackageId, &str> =
        metadata.packages.iter().map(|package| (&package.id, package.name.as_str())).collect();
    let mut needs: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for node in metadata.resolve.iter().flat_map(|resolve| &resolve.nodes) {
        let Some(name) = names.get(&node.id) else { continue };
        let needed = node
            .deps
            .iter()
            .filter(|needed| needed.dep_kinds.iter().any(|kind| kind.kind != DependencyKind::Development));
        let needed = needed.filter_map(|needed| names.get(&needed.pkg)).map(|name| (*name).to_owned());
        needs.entry((*name).to_owned()).or_default().extend(needed);
    }
    needs
}
