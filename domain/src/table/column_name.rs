use std::fmt;

/// The name of a column: as it was typed, and as it is compared.
///
/// Case, spaces, underscores and hyphens make no difference: `First Name`, `first_name` and `FIRST-NAME` are one
/// column. A column `field:<name>` carries a custom field, whose name is taken as it stands.
///
/// ```
/// use rollbook_domain::table::ColumnName;
///
/// assert!(ColumnName::new("First Name").matches(&ColumnName::new("first_name")));
/// assert_eq!(ColumnName::new("Field: Shoe Size").custom_field(), Some("Shoe Size"));
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ColumnName {
    typed: Box<str>,
    key: Box<str>,
}

const FIELD: &str = "field:";

impl ColumnName {
    /// Takes a name as typed; white space around it is dropped.
    pub fn new(typed: &str) -> Self {
        let typed = typed.trim();
        let key = match custom_field(typed) {
            Some(name) => format!("{FIELD}{name}"),
            None => normalised(typed),
        };
        Self { typed: typed.into(), key: key.into() }
    }

    /// The name as the person typed it, for messages.
    pub fn typed(&self) -> &str {
        &self.typed
    }

    /// The name as it is compared.
    pub fn key(&self) -> &str {
        &self.key
    }

    /// Whether both names mean the same column.
    pub fn matches(&self, other: &Self) -> bool {
        self.key == other.key
    }

    /// Whether nothing is left of the name once it is compared.
    pub fn is_empty(&self) -> bool {
        self.key.is_empty() || self.custom_field() == Some("")
    }

    /// The name of the custom field, if the column is of the form `field:<name>`.
    pub fn custom_field(&self) -> Option<&str> {
        custom_field(&self.typed)
    }
}

impl fmt::Display for ColumnName {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.typed)
    }
}

fn custom_field(typed: &str) -> Option<&str> {
    let (prefix, name) = typed.split_at_checked(FIELD.len())?;
    prefix.eq_ignore_ascii_case(FIELD).then(|| name.trim())
}

fn normalised(typed: &str) -> String {
    typed
        .chars()
        .filter(|character| !character.is_whitespace() && !matches!(character, '_' | '-'))
        .flat_map(char::to_lowercase)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn spelling_variants_are_one_column() {
        let wanted = ColumnName::new("Price ID");
        for typed in ["price_id", "PRICE-ID", " Price  Id ", "PriceId"] {
            assert!(ColumnName::new(typed).matches(&wanted), "{typed}");
        }
        assert!(!ColumnName::new("Price").matches(&wanted));
    }

    #[test]
    fn a_message_names_the_column_as_it_was_typed() {
        assert_eq!(ColumnName::new(" Group-Code ").to_string(), "Group-Code");
    }

    #[test]
    fn a_custom_field_keeps_its_spaces_and_its_case() {
        let column = ColumnName::new("FIELD: Shoe Size");
        assert_eq!(column.custom_field(), Some("Shoe Size"));
        assert!(column.matches(&ColumnName::new("field:Shoe Size")));
        assert!(!column.matches(&ColumnName::new("field:shoe_size")));
    }

    #[test]
    fn a_name_of_nothing_but_hyphens_or_a_field_without_a_name_is_empty() {
        for typed in ["", "  ", "--", "field:", "Field:  "] {
            assert!(ColumnName::new(typed).is_empty(), "{typed}");
        }
        assert!(!ColumnName::new("-a").is_empty());
    }

    proptest! {
        #[test]
        fn the_compared_form_of_a_plain_name_is_its_own_compared_form(typed in "[^:]*") {
            let once = ColumnName::new(&typed);
            let twice = ColumnName::new(once.key());
            prop_assert_eq!(twice.key(), once.key());
        }
    }
}
