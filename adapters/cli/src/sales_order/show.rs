//! `rollbook sales-order show`.

use rollbook_application::sales_order::{LinkedLearner, show_sales_order};
use rollbook_domain::enrollment::{EndRule, StateWord};
use rollbook_domain::id::CustomerId;
use rollbook_domain::time::{Instant, Zone, end_in_words, in_words};
use serde::Serialize;

use super::view::{View, seats};
use crate::page::{Page, listed};
use crate::{CliError, Session};

const EXAMPLES: &str = "\
Examples:
  rollbook sales-order show SO-2041
  rollbook sales-order show SO-2041 --output json";

/// Show a sales order with everybody who is linked to it.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// The sales order.
    #[arg(value_name = "NUMBER|ID")]
    sales_order: String,
}

#[derive(Serialize)]
struct Shown {
    #[serde(flatten)]
    sales_order: View,
    courses: Vec<String>,
    /// How many learners hold a seat.
    taken: u64,
    learners: Vec<Learner>,
}

#[derive(Serialize)]
struct Learner {
    id: CustomerId,
    email: Option<String>,
    course: Option<String>,
    state: Option<StateWord>,
    ends_at: Option<Instant>,
    end_rule: Option<EndRule>,
    is_beyond_contract: bool,
}

impl From<LinkedLearner> for Learner {
    fn from(linked: LinkedLearner) -> Self {
        let profile = linked.profile.as_ref().map(rollbook_domain::personal::Personal::reveal);
        Self {
            id: linked.customer,
            email: profile.map(|profile| profile.email.as_typed().to_owned()),
            course: linked.course_code.map(|code| code.to_string()),
            state: linked.state,
            ends_at: linked.ends_at,
            end_rule: linked.end_rule,
            is_beyond_contract: linked.is_beyond_contract,
        }
    }
}

impl Learner {
    fn cells(&self, zone: &Zone) -> Vec<String> {
        let beyond = if self.is_beyond_contract { ", beyond the contract" } else { "" };
        let by = self.end_rule.map(|rule| format!("by {rule}{beyond}")).unwrap_or_default();
        vec![
            self.email.clone().unwrap_or_else(|| "(erased)".to_owned()),
            self.course.clone().unwrap_or_default(),
            self.state.map(|state| state.to_string()).unwrap_or_default(),
            end_in_words(self.ends_at, zone),
            by,
        ]
    }
}

pub(crate) async fn run(args: Args, session: &Session) -> Result<(), CliError> {
    let shown = show_sales_order(&session.desk(), &args.sales_order).await?;
    let zone = session.zone().await?;
    let view = Shown {
        sales_order: View::of(&shown.sales_order, session.now()),
        courses: shown.courses.iter().map(ToString::to_string).collect(),
        taken: shown.taken,
        learners: shown.learners.into_iter().map(Learner::from).collect(),
    };
    session.one(&view, || {
        let order = &view.sales_order;
        let mut page = Page::new(&format!("Sales order {}", order.number));
        page.facts(vec![
            ("Id", order.id.to_string()),
            ("External id", order.external_id.clone().unwrap_or_default()),
            ("Client", order.client.clone()),
            (
                "Term",
                format!(
                    "{}, from {} {}",
                    order.state,
                    in_words(order.starts_at, zone),
                    end_in_words(Some(order.ends_at), zone)
                ),
            ),
            ("Courses", listed(&view.courses)),
            ("Seats", seats(order.seats)),
            ("Taken", view.taken.to_string()),
        ]);
        page.section("Learners", view.learners.iter().map(|learner| learner.cells(zone)).collect());
        page.into_text()
    })
}
