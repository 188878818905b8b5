//! The apostrophe that keeps a spreadsheet from running a cell as a formula (N93).
//!
//! A cell is guarded when the first of its characters that is neither a space nor a quote would start a formula, unless the
//! whole cell is a plain number. Because a cell that already starts with such an apostrophe is guarded once more,
//! taking one apostrophe off gives back every cell.

const GUARD: char = '\'';

/// Whether the cell must be written with the guard.
pub(crate) fn must_be_guarded(cell: &str) -> bool {
    starts_a_formula(cell) && !is_plain_number(cell)
}

/// The cell as it was before it was guarded.
pub(crate) fn unguarded(cell: &str) -> &str {
    match cell.strip_prefix(GUARD) {
        Some(rest) if starts_a_formula(rest) => rest,
        _ => cell,
    }
}

fn starts_a_formula(cell: &str) -> bool {
    cell.chars().find(|character| !is_passed_over(*character)).is_some_and(|character| {
        matches!(character, '=' | '+' | '-' | '@' | '\t' | '\r' | '\n' | '＝' | '＋' | '－' | '＠')
    })
}

/// Spreadsheets trim spaces, and their import may drop quotes, before they look for a formula.
fn is_passed_over(character: char) -> bool {
    let is_line_control = matches!(character, '\t' | '\r' | '\n');
    let is_quote = matches!(character, '\'' | '"' | '‘' | '’' | '“' | '”');
    is_quote || (character.is_whitespace() && !is_line_control) || character == '\u{feff}'
}

fn is_plain_number(cell: &str) -> bool {
    let digits = cell.strip_prefix('-').unwrap_or(cell);
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
    let all_digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    all_digits(whole) && all_digits(fraction)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn formulas_are_guarded_also_behind_spaces_quotes_and_full_width_signs() {
        for cell in [
            "=1+1",
            "+49 30 1",
            "-x",
            "@SUM(A1)",
            "\tx",
            "\rx",
            "\nx",
            "＝1",
            "＋1",
            "－1",
            "＠x",
            " =1",
            "\u{a0}=1",
            "\"=1",
            "'=1",
            " ' \"=1",
            "-",
            "-1-1",
            "-.5",
            "-1.",
            "+5",
            "“=1”",
            "‘=1",
            "’=1",
            "”=1",
            "\u{feff}=1",
        ] {
            assert!(must_be_guarded(cell), "{cell:?}");
        }
    }

    #[test]
    fn plain_numbers_and_plain_words_stay_as_they_are() {
        for cell in ["", "-5", "-5.25", "3.2", "0", "ada", "O'Neill", "a=b", "''", "   ", "x-y", "2026-03-29"]
        {
            assert!(!must_be_guarded(cell), "{cell:?}");
        }
    }

    #[test]
    fn an_apostrophe_that_guards_nothing_is_part_of_the_cell() {
        for cell in ["'", "'s Gravenhage", "''t", "'5"] {
            assert_eq!(unguarded(cell), cell);
        }
    }

    proptest! {
        #[test]
        fn taking_the_guard_off_gives_back_every_cell(cell in "[ '\"=+@\\-\t\r\n＝15.a]{0,6}|.*") {
            let written = if must_be_guarded(&cell) { format!("'{cell}") } else { cell.clone() };
            prop_assert_eq!(unguarded(&written), cell);
        }

        #[test]
        fn what_is_written_never_starts_a_formula(cell in "[ '\"=+@\\-\t\r\n＝15.a]{0,6}") {
            let written = if must_be_guarded(&cell) { format!("'{cell}") } else { cell };
            let first = written.trim_start_matches(' ').chars().next();
            prop_assert!(is_plain_number(&written) || !matches!(first, Some('=' | '+' | '-' | '@' | '＝')));
        }
    }
}
