//! The words that a schema accepts in its columns.

use rollbook_domain::access::{GrantOrigin, Standing};
use rollbook_domain::catalogue::{Anchor, ItemKind};
use rollbook_domain::customer::{LinkPurpose, MembershipSource, Origin, StatusWord};
use rollbook_domain::import_log::ImportKind;
use rollbook_domain::login::{LoginMeans, LoginOutcome};
use rollbook_domain::mail::{MailState, SecretUse, SuppressionCause};
use rollbook_domain::order::{OrderStatus, PaymentType};
use rollbook_domain::port::stored::Word;
use rollbook_domain::scorm::{CmiStandard, Exit};
use rollbook_domain::seat::{Channel, ClaimWay, InvitationEnd, Renewal, VoidCause};
use rollbook_domain::transcript::{ItemStatus, OutsideAccess, RecordedBy};

/// Asserts that the checks of a SQL schema accept the words that the domain has for its values, and no others.
///
/// `accepted` is asked for the words of the check of a name, in their order.
///
/// # Panics
/// Where a check accepts other words.
pub fn assert_schema_has_the_words(accepted: impl Fn(&str) -> Vec<String>) {
    let of = |check| Check { name: check, accepted: accepted(check) };
    of("account_links_purpose_ck").accepts::<LinkPurpose>();
    of("cmi_attempts_standard_ck").accepts::<CmiStandard>();
    of("cmi_sessions_left_by_ck").accepts::<Exit>();
    of("customer_statuses_status_ck").accepts::<StatusWord>();
    of("customers_origin_ck").accepts::<Origin>();
    of("customers_status_ck").accepts::<StatusWord>();
    of("grant_standings_standing_ck").accepts::<Standing>();
    of("grants_origin_ck").accepts::<GrantOrigin>();
    of("imports_kind_ck").accepts::<ImportKind>();
    of("invitation_links_renewal_ck").accepts::<Renewal>();
    of("invitations_channel_ck").accepts::<Channel>();
    of("invitations_ended_ck").accepts::<InvitationEnd>();
    of("item_records_outside_ck").accepts::<OutsideAccess>();
    of("item_records_recorded_by_ck").accepts::<RecordedBy>();
    of("item_records_status_ck").accepts::<ItemStatus>();
    of("items_kind_ck").accepts::<ItemKind>();
    of("logins_means_ck").has(LoginMeans::ALL.iter().map(|means| means.word()));
    of("logins_outcome_ck").has(LoginOutcome::ALL.iter().map(|outcome| outcome.word()));
    of("mail_suppressions_cause_ck").accepts::<SuppressionCause>();
    of("mails_secret_usage_ck").accepts::<SecretUse>();
    of("mails_state_ck").accepts::<MailState>();
    of("memberships_source_ck").accepts::<MembershipSource>();
    of("order_statuses_status_ck").accepts::<OrderStatus>();
    of("orders_payment_type_ck").accepts::<PaymentType>();
    of("orders_placed_status_ck").accepts::<OrderStatus>();
    of("orders_status_ck").accepts::<OrderStatus>();
    of("prices_anchor_ck").accepts::<Anchor>();
    of("seat_claims_way_ck").accepts::<ClaimWay>();
    of("seat_voidings_cause_ck").accepts::<VoidCause>();
}

struct Check {
    name: &'static str,
    accepted: Vec<String>,
}

impl Check {
    fn accepts<T: Word>(self) {
        self.has(T::ALL.iter().map(|(_, word)| *word));
    }

    fn has(self, words: impl Iterator<Item = &'static str>) {
        assert_eq!(self.accepted, words.collect::<Vec<_>>(), "{}", self.name);
    }
}
