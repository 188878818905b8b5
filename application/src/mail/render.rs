//! Making the text of one mail.

use std::fmt;

use minijinja::{
    AutoEscape, Environment, HtmlEscape, Output, State, UndefinedBehavior, Value, escape_formatter,
};
use rollbook_domain::mail::{MailFacts, MailKind, MailTextRefused, SecretUse, TextPart, TextParts, one_line};
use rollbook_domain::settings::Settings;

use super::syntax::syntax;
use super::values::values;

/// The longest subject in characters.
const LONGEST_SUBJECT: usize = 250;

/// A mail's text, made. It may tell a secret, so it prints nothing.
#[derive(Clone, PartialEq, Eq)]
pub struct Rendered {
    /// The subject, one line.
    pub subject: String,
    /// The plain text.
    pub text: String,
    /// The HTML.
    pub html: String,
}

impl fmt::Debug for Rendered {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Rendered(..)")
    }
}

/// Makes the text of a mail from the tenant's templates and the mail's facts.
///
/// Facts are data: what looks like a template in them stays as it is, and the HTML part shows it escaped. The secret is
/// the whole link, or the password.
///
/// # Errors
/// [`MailTextRefused::Broken`] (REG-36) for templates that cannot be made; none that were checked are.
pub fn render(
    parts: &TextParts,
    kind: MailKind,
    facts: &MailFacts,
    secret: Option<(SecretUse, &str)>,
    settings: &Settings,
) -> Result<Rendered, MailTextRefused> {
    let values = values(kind, facts, secret, settings);
    let made = |part, source: &str| made(kind, part, source, &values, turns(facts));
    Ok(Rendered {
        subject: subject(&parts.subject, facts, |source| made(TextPart::Subject, source))?,
        text: trimmed(&made(TextPart::Text, &parts.text)?),
        html: trimmed(&made(TextPart::Html, &parts.html)?),
    })
}

/// Makes the subject alone; it never tells a secret.
///
/// # Errors
/// As [`render`].
pub fn render_subject(
    parts: &TextParts,
    kind: MailKind,
    facts: &MailFacts,
    settings: &Settings,
) -> Result<String, MailTextRefused> {
    subject(&parts.subject, facts, |source| {
        made(kind, TextPart::Subject, source, &values(kind, facts, None, settings), turns(facts))
    })
}

/// The most turns that the loops of a text take.
fn turns(facts: &MailFacts) -> usize {
    1 + facts.lines.len() + facts.products.len() + facts.courses.len() + facts.items.len()
}

/// The subject that the mail itself brings along, else the one the template makes; one line in any case.
fn subject(
    source: &str,
    facts: &MailFacts,
    made: impl FnOnce(&str) -> Result<String, MailTextRefused>,
) -> Result<String, MailTextRefused> {
    let own = facts.subject.as_deref().map(|own| one_line(own, LONGEST_SUBJECT));
    match own.filter(|own| !own.is_empty()) {
        Some(own) => Ok(own),
        None => made(source).map(|made| one_line(&made, LONGEST_SUBJECT)),
    }
}

fn made(
    kind: MailKind,
    part: TextPart,
    source: &str,
    values: &Value,
    turns: usize,
) -> Result<String, MailTextRefused> {
    let broken = |error: minijinja::Error| {
        let line = error.line().and_then(|line| u32::try_from(line).ok()).unwrap_or(1);
        let problem = error.detail().map_or_else(|| error.kind().to_string(), ToOwned::to_owned);
        MailTextRefused::Broken { kind, part, line, problem: one_line(&problem, 300) }
    };
    let mut environment = Environment::empty();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_syntax(syntax());
    let escape = if part == TextPart::Html { AutoEscape::Html } else { AutoEscape::None };
    environment.set_auto_escape_callback(move |_| escape.clone());
    environment.set_formatter(write_escaped);
    environment.add_filter("breaks", breaks);
    environment.add_filter("lower", |text: String| text.to_lowercase());
    environment.add_filter("upper", |text: String| text.to_uppercase());
    // A text that was checked needs no more, for no loop stands in another; one that was not ends all the same.
    environment.set_fuel(Some(fuel(source.len(), turns)));
    let template = environment.template_from_str(source).map_err(broken)?;
    template.render(values.clone()).map_err(broken)
}

/// Steps enough for every piece of a text in every turn of a loop.
fn fuel(length: usize, turns: usize) -> u64 {
    let steps = length.saturating_mul(2).saturating_add(100).saturating_mul(turns.saturating_add(1));
    u64::try_from(steps).unwrap_or(u64::MAX).min(i64::MAX.unsigned_abs())
}

/// Escapes as the template language does, but leaves slashes, so that a link can be read in the HTML itself.
fn write_escaped(
    output: &mut Output<'_>,
    state: &mut State<'_, '_>,
    value: &Value,
) -> Result<(), minijinja::Error> {
    match (state.auto_escape(), value.as_str()) {
        (AutoEscape::Html, Some(text)) if !value.is_safe() => {
            output.write_str(&escaped(text)).map_err(minijinja::Error::from)
        }
        _ => escape_formatter(output, state, value),
    }
}

fn escaped(text: &str) -> String {
    HtmlEscape(text).to_string().replace("&#x2f;", "/")
}

/// Shows the lines of a text as lines in HTML too.
fn breaks(state: &State<'_, '_>, text: String) -> Value {
    match state.auto_escape() {
        AutoEscape::Html => Value::from_safe_string(escaped(&text).replace('\n', "<br>\n")),
        _ => Value::from(text),
    }
}

/// Without space at the ends of lines, without more than one empty line on end, and with a line end at the end.
fn trimmed(text: &str) -> String {
    let mut lines: Vec<&str> = Vec::new();
    for line in text.trim().lines().map(str::trim_end) {
        if !(line.is_empty() && lines.last().is_some_and(|last| last.is_empty())) {
            lines.push(line);
        }
    }
    lines.push("");
    lines.join("\n")
}
