//! Text from outside, on one line.

use crate::text::is_control;

/// A text on one line of at most `longest` characters: line breaks, other controls and what turns the direction of
/// writing become spaces, and runs of white space one space.
///
/// ```
/// use rollbook_domain::mail::one_line;
///
/// assert_eq!(one_line(" Hello\r\nBcc: all@example.org ", 100), "Hello Bcc: all@example.org");
/// assert_eq!(one_line("a long line", 7), "a long…");
/// ```
pub fn one_line(text: &str, longest: usize) -> String {
    let words = text.split(|letter: char| letter.is_whitespace() || is_control(letter));
    let mut line = String::new();
    for word in words.filter(|word| !word.is_empty()) {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    if line.chars().nth(longest).is_none() {
        return line;
    }
    let kept: String = line.chars().take(longest.saturating_sub(1)).collect();
    format!("{}…", kept.trim_end())
}

/// A text of several lines: they end as on Unix, and every other control becomes a space.
pub fn plain_lines(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace(['\r', '\u{2028}', '\u{2029}'], "\n");
    text.chars()
        .map(|letter| if is_control(letter) && !matches!(letter, '\n' | '\t') { ' ' } else { letter })
        .collect()
}
