//! The real house, shown to every check.

#![cfg(test)]

use std::fs;

use rollbook_architecture::{
    Source, SourceFile, Workspace, banned, forbidden_edges, forbidden_names, forbidden_reach, forbidden_uses,
    missing_from_domain, oversized, source_files, uses, without_workspace_lints,
};

fn workspace() -> Workspace {
    Workspace::load().expect("cargo describes the workspace")
}

fn files(workspace: &Workspace) -> Vec<SourceFile> {
    source_files(&workspace.crates).expect("the sources can be read")
}

fn names(workspace: &Workspace) -> Vec<&str> {
    workspace.crates.iter().map(|one| one.name.as_str()).collect()
}

fn assert_none(complaints: &[String]) {
    assert!(complaints.is_empty(), "\n{}\n", complaints.join("\n"));
}

#[test]
fn crates_need_each_other_as_the_dependency_table_says() {
    let workspace = workspace();
    assert!(names(&workspace).contains(&"rollbook-domain"));
    assert_none(&forbidden_edges(&names(&workspace), &workspace.edges));
}

#[test]
fn domain_and_application_reach_no_driver_no_runtime_and_nobody_reaches_openssl() {
    let workspace = workspace();
    assert!(workspace.needs["rollbook-domain"].iter().any(|name| name == "thiserror"));
    assert_none(&forbidden_reach(&workspace.needs));
    assert_none(&banned(&workspace.needs));
}

#[test]
fn a_module_of_the_domain_uses_its_own_floor_without_circles_and_floors_below() {
    let workspace = workspace();
    let files: Vec<_> =
        files(&workspace).into_iter().filter(|file| file.owner == "rollbook-domain").collect();
    let found = uses(&Source::code_files(&files));
    assert!(!found.is_empty(), "no use was found at all, so the search is broken");
    assert_none(&forbidden_uses(&found));
}

#[test]
fn no_file_is_longer_than_it_may_be() {
    assert_none(&oversized(&files(&workspace())));
}

#[test]
fn no_module_is_named_after_nothing() {
    let workspace = workspace();
    assert_none(&forbidden_names(&names(&workspace), &files(&workspace)));
}

#[test]
fn every_crate_has_the_lints_of_the_workspace() {
    for one in workspace().crates {
        let manifest = fs::read_to_string(one.folder.join("Cargo.toml")).unwrap();
        assert!(!without_workspace_lints(&manifest), "{} lacks `[lints] workspace = true`", one.name);
    }
}

#[test]
fn the_domain_is_held_to_every_rule_of_the_root() {
    let root = workspace().root;
    let everywhere = fs::read_to_string(root.join("clippy.toml")).unwrap();
    let domain = fs::read_to_string(root.join("domain/clippy.toml")).unwrap();
    assert_eq!(missing_from_domain(&everywhere, &domain), Vec::<&str>::new());
}
