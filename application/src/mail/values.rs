//! The facts of a mail, as its text sees them.

use minijinja::Value;
use rollbook_domain::access::AccessWindow;
use rollbook_domain::customer::LinkPurpose;
use rollbook_domain::mail::{MailCourse, MailFacts, MailKind, MailLine, SecretUse, one_line, plain_lines};
use rollbook_domain::settings::Settings;
use rollbook_domain::time::{Zone, end_in_words, in_words};

const LONGEST: usize = 500;

/// Everything that the texts of a kind may use; what the mail has not is an empty text, an empty list or no.
pub(super) fn values(
    kind: MailKind,
    facts: &MailFacts,
    secret: Option<(SecretUse, &str)>,
    settings: &Settings,
) -> Value {
    let values =
        kind.variables().iter().map(|known| (known.name, value(kind, known.name, facts, secret, settings)));
    Value::from_pairs(values)
}

fn value(
    kind: MailKind,
    name: &str,
    facts: &MailFacts,
    secret: Option<(SecretUse, &str)>,
    settings: &Settings,
) -> Value {
    let zone = &settings.time_zone;
    match name {
        "sender" => text(&sender(&settings.mail_from)),
        "site" => text(&settings.base_url),
        "first_name" => optional(facts.first_name.as_deref()),
        "last_name" => optional(facts.last_name.as_deref()),
        "name" => text(&full_name(facts)),
        "email" => optional(facts.email.as_deref()),
        "buyer" => optional(facts.buyer.as_deref()),
        "product" => text(&listed(&products(facts))),
        "products" => products(facts).iter().map(|product| text(product)).collect(),
        "course" => text(&listed(&titles(facts))),
        "courses" => titles(facts).iter().map(|title| text(title)).collect(),
        "item" => text(&listed(&facts.items)),
        "items" => facts.items.iter().map(|item| text(item)).collect(),
        "idle_days" => text(&facts.idle_days.map(|days| days.to_string()).unwrap_or_default()),
        "endings" => facts.courses.iter().map(|course| text(&ending(course, zone))).collect(),
        "ends" if kind.is_about_courses() => text(&first_end(facts, zone)),
        "starts" => text(&facts.window.map(|window| in_words(window.starts_at(), zone)).unwrap_or_default()),
        "ends" => text(&facts.window.map(|window| end_in_words(window.ends_at(), zone)).unwrap_or_default()),
        "window" => text(&window_in_words(facts.window, zone)),
        "link" | "password" => {
            Value::from(secret.filter(|(usage, _)| usage.variable() == name).map_or("", |(_, told)| told))
        }
        "expires" => text(&facts.expires_at.map(|at| end_in_words(Some(at), zone)).unwrap_or_default()),
        "text" => Value::from(facts.text.as_deref().map(plain_lines).unwrap_or_default().trim()),
        "order" => optional(facts.order.as_deref()),
        "ordered" => text(&facts.ordered_at.map(|at| in_words(at, zone)).unwrap_or_default()),
        "lines" => facts.lines.iter().map(|line| line_values(line, zone)).collect(),
        "total" => text(&facts.total.map(|total| total.to_string()).unwrap_or_default()),
        "has_seats" => Value::from(facts.lines.iter().any(|line| line.is_seats)),
        "is_reset" => Value::from(facts.purpose == Some(LinkPurpose::ResetPassword)),
        "customer" => optional(facts.customer.as_deref()),
        "reason" => optional(facts.reason.as_deref()),
        _ => Value::UNDEFINED,
    }
}

fn line_values(line: &MailLine, zone: &Zone) -> Value {
    Value::from_pairs([
        ("product", text(&line.product)),
        ("quantity", Value::from(line.quantity.to_string())),
        ("cost", Value::from(line.unit_cost.to_string())),
        ("window", text(&window_in_words(line.window, zone))),
        ("is_seats", Value::from(line.is_seats)),
    ])
}

fn text(text: &str) -> Value {
    Value::from(one_line(text, LONGEST))
}

fn optional(fact: Option<&str>) -> Value {
    text(fact.unwrap_or_default())
}

fn full_name(facts: &MailFacts) -> String {
    format!("{} {}", facts.first_name.as_deref().unwrap_or(""), facts.last_name.as_deref().unwrap_or(""))
}

/// The products: as the mail names them, else those of its order.
fn products(facts: &MailFacts) -> Vec<String> {
    if facts.products.is_empty() {
        return facts.lines.iter().map(|line| line.product.clone()).collect();
    }
    facts.products.clone()
}

fn titles(facts: &MailFacts) -> Vec<String> {
    facts.courses.iter().map(|course| course.title.clone()).collect()
}

/// `Algebra: through the end of ...`, or the title alone for a course without an end.
fn ending(course: &MailCourse, zone: &Zone) -> String {
    match course.ends_at {
        Some(at) => format!("{}: {}", course.title, end_in_words(Some(at), zone)),
        None => course.title.clone(),
    }
}

fn first_end(facts: &MailFacts, zone: &Zone) -> String {
    let first = facts.courses.iter().filter_map(|course| course.ends_at).min();
    first.map(|at| end_in_words(Some(at), zone)).unwrap_or_default()
}

/// `Algebra`, `Algebra and Geometry`, `Algebra, Geometry and Physics`.
fn listed(words: &[String]) -> String {
    match words {
        [] => String::new(),
        [only] => only.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

fn window_in_words(window: Option<AccessWindow>, zone: &Zone) -> String {
    let said = |window: AccessWindow| {
        format!("from {} {}", in_words(window.starts_at(), zone), end_in_words(window.ends_at(), zone))
    };
    window.map(said).unwrap_or_default()
}

/// The name in `Name <address>`, else the whole.
fn sender(mail_from: &str) -> String {
    let name = mail_from.split('<').next().unwrap_or_default().trim().trim_matches('"').trim();
    if name.is_empty() { mail_from.trim_matches(['<', '>']).to_owned() } else { name.to_owned() }
}
