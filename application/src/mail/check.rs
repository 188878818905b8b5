//! Trying a text before it holds (REG-36).

use rollbook_domain::mail::{MailKind, MailTextRefused, TextPart, TextParts, example_mails};
use rollbook_domain::settings::Settings;
use rollbook_domain::time::Instant;

use super::render::render;
use super::syntax;

/// The longest template in bytes; no line number of it is too large for the template language.
const LONGEST: usize = 60_000;

/// What stands for the secret while a text is tried; no text says it by itself.
const TOLD: &str = "0f6e1c52-the-secret-that-this-mail-tells";

/// Checks that a text can be made for every mail of its kind and tells what the recipient needs.
///
/// The rules of the language see to it that nothing in it can fail; on top of that it is made for example mails, with
/// and without everything that may be missing.
///
/// # Errors
/// [`MailTextRefused`] (REG-36), naming the part, the line and the variable.
pub fn check_text(kind: MailKind, parts: &TextParts) -> Result<(), MailTextRefused> {
    let sources =
        [(TextPart::Subject, &parts.subject), (TextPart::Text, &parts.text), (TextPart::Html, &parts.html)];
    for (part, source) in sources {
        if source.len() > LONGEST {
            return Err(MailTextRefused::TooLong { kind, part, bytes: source.len(), most: LONGEST });
        }
        if part == TextPart::Subject && source.trim().contains('\n') {
            let problem = "a subject is one line".to_owned();
            return Err(MailTextRefused::Broken { kind, part, line: 2, problem });
        }
        let shown = syntax::check(kind, part, source)?;
        if part != TextPart::Subject {
            let needed = kind.secrets().iter().flatten().map(|secret| secret.variable());
            if let Some(name) = needed.into_iter().find(|name| !shown.contains(name)) {
                return Err(MailTextRefused::MissingVariable { kind, part, name });
            }
        }
    }
    try_examples(kind, parts)
}

fn try_examples(kind: MailKind, parts: &TextParts) -> Result<(), MailTextRefused> {
    let settings = Settings::initial();
    for example in example_mails(kind, settings.currency, Instant::EPOCH) {
        let told = example.secret.map(|usage| (usage, TOLD));
        let made = render(parts, kind, &example.facts, told, &settings)?;
        let made =
            [(TextPart::Subject, &made.subject), (TextPart::Text, &made.text), (TextPart::Html, &made.html)];
        for (part, text) in made {
            if text.trim().is_empty() {
                return Err(MailTextRefused::Empty { kind, part });
            }
            match told {
                Some((usage, shown)) if part != TextPart::Subject && !text.contains(shown) => {
                    return Err(MailTextRefused::MissingVariable { kind, part, name: usage.variable() });
                }
                _ => {}
            }
        }
    }
    Ok(())
}
