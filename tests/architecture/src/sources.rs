use cargo_metadata::camino::Utf8Path;

use crate::SourceFile;

/// A file under `src`, told apart into code and tests.
pub struct Source<'file> {
    /// The names of its modules from the crate's root; none for the root itself.
    pub module: Vec<&'file str>,
    /// Its code, without comments and without what is only compiled for tests.
    pub code: Vec<&'file str>,
    /// The modules in files of their own that it declares for tests only.
    test_modules: Vec<&'file str>,
}

impl<'file> Source<'file> {
    /// Reads a file that lies under `src`; none for any other.
    pub fn new(file: &'file SourceFile) -> Option<Self> {
        let module = module(file.path.strip_prefix("src").ok()?);
        let mut source = Self { module, code: Vec::new(), test_modules: Vec::new() };
        let mut lines = file.text.lines();
        while let Some(line) = lines.next() {
            if line.trim_start() == "#[cfg(test)]" {
                source.pass_over_item(line, &mut lines);
            } else if !line.trim_start().starts_with("//") {
                source.code.push(line);
            }
        }
        Some(source)
    }

    /// The files that are code: those that no other file declares for tests only.
    pub fn code_files(files: &'file [SourceFile]) -> Vec<Self> {
        let sources: Vec<_> = files.iter().filter_map(Source::new).collect();
        let test_modules: Vec<Vec<&str>> = sources
            .iter()
            .flat_map(|source| source.test_modules.iter().map(|name| [&source.module[..], &[*name]].concat()))
            .collect();
        let is_code =
            |source: &Source<'_>| !test_modules.iter().any(|module| source.module.starts_with(module));
        sources.into_iter().filter(is_code).collect()
    }

    // Formatted code closes an item at the indentation that it was opened at.
    fn pass_over_item(&mut self, attribute: &str, lines: &mut std::str::Lines<'file>) {
        let indentation = &attribute[..attribute.len() - attribute.trim_start().len()];
        for line in lines {
            let item = line.strip_prefix(indentation).unwrap_or(line);
            if let Some(name) = declared_module(item) {
                self.test_modules.push(name);
            }
            let is_deeper = item.starts_with(char::is_whitespace) || item.is_empty();
            if !is_deeper && (item.ends_with(';') || item.ends_with('}')) {
                return;
            }
        }
    }
}

/// The name in `mod name;`, whatever its visibility.
fn declared_module(item: &str) -> Option<&str> {
    let (visibility, name) = item.strip_suffix(';')?.rsplit_once("mod ")?;
    (visibility.is_empty() || visibility.starts_with("pub")).then_some(name)
}

fn module(path: &Utf8Path) -> Vec<&str> {
    let mut parts: Vec<&str> = path.as_str().split(['/', '\\']).collect();
    if let Some(last) = parts.pop() {
        let stem = last.strip_suffix(".rs").unwrap_or(last);
        let is_folder_itself = matches!(stem, "mod") || (parts.is_empty() && matches!(stem, "lib" | "main"));
        if !is_folder_itself {
            parts.push(stem);
        }
    }
    parts
}

#[cfg(test)]
pub(crate) fn file(path: &str, text: &str) -> SourceFile {
    SourceFile { owner: "rollbook-domain".to_owned(), path: path.into(), text: text.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_module_of_a_file_follows_from_its_path() {
        let modules: Vec<Vec<&str>> =
            ["lib.rs", "order/mod.rs", "order/place.rs", "id.rs"].map(|path| module(path.into())).into();
        assert_eq!(modules, [vec![], vec!["order"], vec!["order", "place"], vec!["id"]]);
    }

    #[test]
    fn comments_and_tests_are_no_code() {
        let text = "//! Head.\nuse a;\n#[cfg(test)]\nuse b::{\n    c,\n};\nfn d() {}\n\n#[cfg(test)]\nmod tests {\n    use e;\n}\nfn f() {}\n";
        let file = file("src/id.rs", text);
        assert_eq!(Source::new(&file).unwrap().code.join(" "), "use a; fn d() {}  fn f() {}");
    }

    #[test]
    fn a_file_that_is_declared_for_tests_is_no_code() {
        let files = [
            file("src/order/mod.rs", "mod place;\n#[cfg(test)]\nmod tests;\n"),
            file("src/order/tests/mod.rs", "use crate::plan;"),
            file("src/order/tests/laws.rs", "use crate::plan;"),
            file("src/order/place.rs", ""),
        ];
        let modules: Vec<_> = Source::code_files(&files).into_iter().map(|source| source.module).collect();
        assert_eq!(modules, [vec!["order"], vec!["order", "place"]]);
    }
}
