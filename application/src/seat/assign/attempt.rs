//! What one attempt to give seats out rests on.

use rollbook_domain::group::Group;
use rollbook_domain::id::GroupId;
use rollbook_domain::plan::seats::assign::{AssignFacts, AssignTo};
use rollbook_domain::plan::seats::{KnownLearner, may_hand_out};
use rollbook_domain::port::{Learner, TenantState};
use rollbook_domain::record::CustomerRecord;
use rollbook_domain::seat::{AssignSeatRefused, Offer};
use rollbook_domain::table::TableLimits;
use rollbook_domain::time::{Instant, Zone};

use super::{AssignCommand, AssignWhom};
use crate::customer::get_customer;
use crate::seat::known_learner;
use crate::seat::stock::{Stock, Wanted};
use crate::seat::words::product_title;
use crate::{Desk, Failure};

/// So many more seats are looked at after a conflict, so that those who take seats at once do not meet again.
const SPARE: usize = 256;

/// Everything that was read.
pub(super) struct Attempt {
    pub(super) tenant: TenantState,
    pub(super) now: Instant,
    pub(super) buyer: CustomerRecord,
    pub(super) to: AssignTo,
    pub(super) product_title: String,
    buyer_groups: Vec<GroupId>,
    stock: Stock,
    wanted: Wanted,
    learners: Vec<Learner>,
    groups: Vec<Group>,
}

impl Attempt {
    /// Reads it by a fixed number of questions, however many seats and recipients there are.
    pub(super) async fn load(
        desk: &Desk<'_>,
        command: &AssignCommand<'_>,
        is_again: bool,
    ) -> Result<Self, Failure> {
        let tenant = desk.tenant().await?;
        let now = desk.now();
        let buyer = get_customer(desk, &command.buyer).await?;
        may_hand_out(&buyer.customer)?;
        let catalogue = desk.store.catalogue().await?;
        let product = Stock::product(desk, buyer.customer.id, &command.source, &catalogue).await?;
        let (to, learners) = match &command.whom {
            AssignWhom::Earlier(ticked) => {
                let learners = desk.store.earlier_learners(buyer.customer.id, product).await?;
                let known: Vec<_> = learners.iter().map(known_learner).collect();
                (AssignTo::earlier(ticked.as_deref(), &known), learners)
            }
            AssignWhom::Profiles(profiles) => {
                let to = AssignTo::profiles(profiles.iter().cloned());
                let learners = desk.store.learners(&to.emails(), product).await?;
                (to, learners)
            }
            AssignWhom::File { bytes, reader } => {
                let limits = TableLimits::rows(tenant.settings.import_max_rows as usize);
                let to = match reader.read(bytes, &limits) {
                    Ok(table) => AssignTo::file(&table, &tenant.settings),
                    Err(errors) => AssignTo::unreadable(errors),
                };
                let learners = desk.store.learners(&to.emails(), product).await?;
                (to, learners)
            }
        };
        let wanted = Wanted { count: to.len(), spare: if is_again { SPARE } else { 0 } };
        let zone = &tenant.settings.time_zone;
        let stock =
            Stock::load(desk, buyer.customer.id, product, &command.source, wanted, (now, zone)).await?;
        let groups = desk.store.groups().await?;
        let buyer_groups = buyer.customer.memberships.iter().map(|membership| membership.group).collect();
        let product_title = product_title(&catalogue, product);
        Ok(Self { tenant, now, buyer, to, product_title, buyer_groups, stock, wanted, learners, groups })
    }

    /// The seats that may be given.
    pub(super) fn offers(&self, bits: Option<u128>) -> Result<Vec<Offer<'_>>, AssignSeatRefused> {
        self.stock.offers(self.wanted, bits, (self.now, self.zone()))
    }

    /// The accounts there are.
    pub(super) fn known(&self) -> Vec<KnownLearner<'_>> {
        self.learners.iter().map(known_learner).collect()
    }

    /// What the plan is given.
    pub(super) fn facts<'a>(
        &'a self,
        seats: &'a [Offer<'a>],
        learners: &'a [KnownLearner<'a>],
    ) -> AssignFacts<'a> {
        AssignFacts {
            product: self.stock.product,
            seats,
            learners,
            groups: &self.groups,
            buyer_groups: &self.buyer_groups,
            settings: &self.tenant.settings,
            now: self.now,
        }
    }

    fn zone(&self) -> &Zone {
        &self.tenant.settings.time_zone
    }
}
