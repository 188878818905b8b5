use crate::SourceFile;

const LONGEST_SOURCE: usize = 600;
const LONGEST_TEST: usize = 800;

/// Files that are longer than they may be: 600 lines of code, or 800 lines in all or of tests.
pub fn oversized(files: &[SourceFile]) -> Vec<String> {
    files.iter().filter_map(complaint).collect()
}

fn complaint(file: &SourceFile) -> Option<String> {
    let all = file.text.lines().count();
    let before_tests = file.text.lines().take_while(|line| *line != "#[cfg(test)]").count();
    let (lines, longest) = if !is_test(file) && before_tests > LONGEST_SOURCE {
        (before_tests, LONGEST_SOURCE)
    } else {
        (all, LONGEST_TEST)
    };
    let split = "split it by aggregate or by operation";
    (lines > longest).then(|| format!("{}/{} has {lines} lines of {longest}; {split}", file.owner, file.path))
}

fn is_test(file: &SourceFile) -> bool {
    let in_test_crate =
        matches!(file.owner.as_str(), "rollbook-contract" | "rollbook-e2e" | "rollbook-architecture");
    let in_test_folder =
        file.path.components().any(|part| matches!(part.as_str(), "tests" | "benches" | "tests.rs"));
    in_test_crate || in_test_folder
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sources::file;

    fn is_found(path: &str, text: &str) -> bool {
        !oversized(&[file(path, text)]).is_empty()
    }

    #[test]
    fn code_may_have_600_lines_and_tests_800() {
        assert!(!is_found("src/a.rs", &"x\n".repeat(600)));
        assert!(is_found("src/a.rs", &"x\n".repeat(601)));
        assert!(!is_found("tests/a.rs", &"x\n".repeat(800)));
        assert!(is_found("tests/a.rs", &"x\n".repeat(801)));
        assert!(!is_found("src/a/tests.rs", &"x\n".repeat(800)));
    }

    #[test]
    fn tests_at_the_end_of_a_file_count_towards_800_lines_in_all() {
        let with_tests = |lines: usize| format!("{}#[cfg(test)]\n{}", "x\n".repeat(599), "x\n".repeat(lines));
        assert!(!is_found("src/a.rs", &with_tests(200)));
        assert!(is_found("src/a.rs", &with_tests(201)));
    }
}
