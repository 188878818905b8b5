//! Pages for people: a heading, and sections of aligned rows under it.

use comfy_table::{ContentArrangement, Table, presets};

/// A page that grows section by section.
pub(crate) struct Page(String);

impl Page {
    /// A page with its heading.
    pub(crate) fn new(heading: &str) -> Self {
        Self(format!("{}\n", on_one_line(heading)))
    }

    /// Adds aligned rows of a label and what there is to say about it.
    pub(crate) fn facts(&mut self, facts: Vec<(&str, String)>) {
        let rows = facts.into_iter().map(|(label, value)| vec![label.to_owned(), value]).collect();
        self.rows(rows);
    }

    /// Adds a section; without rows it says that there are none.
    pub(crate) fn section(&mut self, title: &str, rows: Vec<Vec<String>>) {
        self.0.extend(["\n", title, "\n"]);
        if rows.is_empty() {
            self.0.push_str("  (none)\n");
        }
        self.rows(rows);
    }

    /// The page's text.
    pub(crate) fn into_text(self) -> String {
        self.0
    }

    fn rows(&mut self, rows: Vec<Vec<String>>) {
        let mut table = Table::new();
        table.load_style(presets::NOTHING).set_content_arrangement(ContentArrangement::Disabled);
        for row in rows {
            table.add_row(row.iter().map(|cell| on_one_line(cell)));
        }
        for column in table.column_iter_mut() {
            column.set_padding((0, 2));
        }
        for line in table.lines() {
            self.0.extend(["  ", line.trim_end(), "\n"]);
        }
    }
}

/// A line break or another control character in a text would break the page or the terminal.
pub(crate) fn on_one_line(text: &str) -> String {
    text.chars().map(|letter| if letter.is_control() { ' ' } else { letter }).collect()
}

/// `none`, or the words with commas between.
pub(crate) fn listed(words: &[String]) -> String {
    if words.is_empty() { "none".to_owned() } else { words.join(", ") }
}

/// `yes` or `no`.
pub(crate) fn yes_no(is_so: bool) -> String {
    if is_so { "yes" } else { "no" }.to_owned()
}
