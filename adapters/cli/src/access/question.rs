//! Who wants to open what, and when: the arguments of every question about access.

use rollbook_domain::id::{CourseId, ItemId, ProductId};
use rollbook_domain::port::{CustomerKey, SubjectKey};
use rollbook_domain::text::Code;
use rollbook_domain::time::{Instant, Moment};
use rollbook_domain::verdict::View;

use crate::values::{customer_key, moment};
use crate::{CliError, Session};

/// The question.
#[derive(Debug, clap::Args)]
pub(super) struct Question {
    /// The customer: email, id or code.
    #[arg(long, value_name = "EMAIL|ID", value_parser = customer_key)]
    pub(super) customer: CustomerKey,
    #[command(flatten)]
    subject: Subject,
    /// What of it is to be opened.
    #[arg(long, value_name = "VIEW", default_value = "content")]
    view: TypedView,
    /// The day or instant asked about, past or to come [default: now].
    #[arg(long, value_name = "MOMENT", value_parser = moment)]
    at: Option<Moment>,
}

#[derive(Debug, clap::Args)]
#[group(required = true, multiple = false)]
struct Subject {
    /// A content item.
    #[arg(long, value_name = "CODE|ID", value_parser = item)]
    item: Option<SubjectKey>,
    /// A course.
    #[arg(long, value_name = "CODE|ID", value_parser = course)]
    course: Option<SubjectKey>,
    /// A product: open when any of its courses is.
    #[arg(long, value_name = "CODE|ID", value_parser = product)]
    product: Option<SubjectKey>,
}

/// A view, as typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum TypedView {
    /// The content itself.
    Content,
    /// The results of earlier work.
    Results,
    /// A new attempt at a quiz.
    Attempt,
}

impl Question {
    pub(super) fn subject(&self) -> Result<&SubjectKey, CliError> {
        let Subject { item, course, product } = &self.subject;
        let named = item.as_ref().or(course.as_ref()).or(product.as_ref());
        named.ok_or_else(|| CliError::usage("give --item, --course or --product"))
    }

    pub(super) fn view(&self) -> View {
        match self.view {
            TypedView::Content => View::Content,
            TypedView::Results => View::Results,
            TypedView::Attempt => View::Attempt,
        }
    }

    pub(super) async fn at(&self, session: &Session) -> Result<Instant, CliError> {
        session.instant(self.at).await
    }
}

fn item(typed: &str) -> Result<SubjectKey, String> {
    ItemId::parse(typed.trim())
        .map_or_else(|_| code(typed).map(SubjectKey::ItemCode), |id| Ok(SubjectKey::ItemId(id)))
}

fn course(typed: &str) -> Result<SubjectKey, String> {
    CourseId::parse(typed.trim())
        .map_or_else(|_| code(typed).map(SubjectKey::CourseCode), |id| Ok(SubjectKey::CourseId(id)))
}

fn product(typed: &str) -> Result<SubjectKey, String> {
    ProductId::parse(typed.trim())
        .map_or_else(|_| code(typed).map(SubjectKey::ProductCode), |id| Ok(SubjectKey::ProductId(id)))
}

fn code(typed: &str) -> Result<Code, String> {
    crate::values::code(typed)
}
