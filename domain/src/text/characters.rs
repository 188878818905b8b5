/// Whether a character acts on the text around it instead of showing: controls, line separators and the characters that
/// turn the direction of writing.
pub(crate) fn is_control(char: char) -> bool {
    char.is_control() || matches!(char, '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Whether a character shows nothing of its own, or nothing that two people would see alike.
pub(super) fn is_invisible(char: char) -> bool {
    is_control(char)
        || matches!(char,
            '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{2800}'
            | '\u{3164}' | '\u{feff}' | '\u{ffa0}' | '\u{fffe}' | '\u{ffff}'
            | '\u{180b}'..='\u{180f}'
            | '\u{200b}'..='\u{200f}'
            | '\u{2060}'..='\u{206f}'
            | '\u{e000}'..='\u{f8ff}'
            | '\u{fe00}'..='\u{fe0f}'
            | '\u{fff0}'..='\u{fffb}'
            | '\u{e0000}'..)
}

/// A refused value as an error may show it: on one line, and not longer than a line.
pub(crate) fn shown(value: &str) -> String {
    const LONGEST: usize = 80;
    let visible = |char| if is_control(char) { char::REPLACEMENT_CHARACTER } else { char };
    let mut shown: String = value.chars().take(LONGEST).map(visible).collect();
    if value.chars().nth(LONGEST).is_some() {
        shown.push('…');
    }
    shown
}
