//! The kinds of events, as shown in the activity log.

use super::Event;
use crate::access::AccessEvent;
use crate::catalogue::{CourseEvent, PriceEvent, ProductEvent};
use crate::customer::CustomerEvent;
use crate::enrollment::EnrollmentEvent;
use crate::group::GroupEvent;
use crate::impersonation::ImpersonationEvent;
use crate::import_log::ImportEvent;
use crate::mail::{MailTextEvent, OutboxEvent};
use crate::order::OrderEvent;
use crate::organization::OrganizationEvent;
use crate::record::RecordEvent;
use crate::sales_order::SalesOrderEvent;
use crate::seat::{PoolEvent, SeatEvent};
use crate::settings::TenantEvent;
use crate::transcript::TranscriptEvent;

impl Event {
    /// The kind of activity (AUD-02), the same word as in the payload.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Tenant(TenantEvent::TenantAdded { .. }) => "tenant_added",
            Self::Tenant(TenantEvent::SettingsChanged { .. }) => "settings_changed",
            Self::Tenant(TenantEvent::RetentionApplied { .. }) => "retention_applied",
            Self::Customer(_, event) => record_kind(event),
            Self::Group(_, GroupEvent::GroupAdded { .. }) => "group_added",
            Self::Group(_, GroupEvent::GroupEdited { .. }) => "group_edited",
            Self::Organization(_, OrganizationEvent::OrganizationAdded { .. }) => "organization_added",
            Self::Organization(_, OrganizationEvent::OrganizationRetitled { .. }) => "organization_retitled",
            Self::Organization(_, OrganizationEvent::OrganizationPlaced { .. }) => "organization_placed",
            Self::Product(_, ProductEvent::ProductAdded { .. }) => "product_added",
            Self::Product(_, ProductEvent::ProductEdited { .. }) => "product_edited",
            Self::Product(_, ProductEvent::ProductMessageSet { .. }) => "product_message_set",
            Self::Price(_, PriceEvent::PriceAdded { .. }) => "price_added",
            Self::Price(_, PriceEvent::PriceEdited { .. }) => "price_edited",
            Self::Course(_, CourseEvent::CourseAdded { .. }) => "course_added",
            Self::Course(_, CourseEvent::CourseRetitled { .. }) => "course_retitled",
            Self::Course(_, CourseEvent::CourseMailsSet { .. }) => "course_mails_set",
            Self::Course(_, CourseEvent::CoursePublished { .. }) => "course_published",
            Self::Course(_, CourseEvent::ItemAdded { .. }) => "item_added",
            Self::Course(_, CourseEvent::ItemEdited { .. }) => "item_edited",
            Self::Course(_, CourseEvent::QuizDefined { .. }) => "quiz_defined",
            Self::Import(_, ImportEvent::ImportApplied { .. }) => "import_applied",
            Self::Seat(_, event) => seat_kind(event),
            Self::Transcript(_, event) => transcript_kind(event),
            Self::SalesOrder(_, SalesOrderEvent::SalesOrderAdded { .. }) => "sales_order_added",
            Self::SalesOrder(_, SalesOrderEvent::SalesOrderEdited { .. }) => "sales_order_edited",
            Self::SalesOrder(_, SalesOrderEvent::LearnersLinked { .. }) => "learners_linked",
            Self::MailText(_, MailTextEvent::TextEdited { .. }) => "text_edited",
            Self::MailText(_, MailTextEvent::TextReset) => "text_reset",
            Self::Outbox(OutboxEvent::MailsHeld { .. }) => "mails_held",
            Self::Outbox(OutboxEvent::MailsReleased { .. }) => "mails_released",
            Self::Outbox(OutboxEvent::MailsRequeued { .. }) => "mails_requeued",
            Self::Outbox(OutboxEvent::NoticesQueued { .. }) => "notices_queued",
            Self::Outbox(OutboxEvent::MailsForgotten { .. }) => "mails_forgotten",
            Self::Outbox(OutboxEvent::AddressSuppressed { .. }) => "address_suppressed",
            Self::Outbox(OutboxEvent::AddressAllowed { .. }) => "address_allowed",
        }
    }
}

fn record_kind(event: &RecordEvent) -> &'static str {
    match event {
        RecordEvent::Customer(event) => match event {
            CustomerEvent::CustomerAdded { .. } => "customer_added",
            CustomerEvent::ProfileEdited { .. } => "profile_edited",
            CustomerEvent::StatusChanged { .. } => "status_changed",
            CustomerEvent::TaxExemptionSet { .. } => "tax_exemption_set",
            CustomerEvent::PasswordSet { .. } => "password_set",
            CustomerEvent::PasswordExpirySet { .. } => "password_expiry_set",
            CustomerEvent::GroupJoined { .. } => "group_joined",
            CustomerEvent::GroupLeft { .. } => "group_left",
            CustomerEvent::OrganizationJoined { .. } => "organization_joined",
            CustomerEvent::OrganizationLeft => "organization_left",
            CustomerEvent::ManagerSet { .. } => "manager_set",
            CustomerEvent::ManagerCleared => "manager_cleared",
            CustomerEvent::AdministratorAppointed { .. } => "administrator_appointed",
            CustomerEvent::AdministratorDismissed { .. } => "administrator_dismissed",
            CustomerEvent::AccountLinkMade { .. } => "account_link_made",
            CustomerEvent::AccountLinkEnded { .. } => "account_link_ended",
            CustomerEvent::CustomerErased => "customer_erased",
            CustomerEvent::CustomerDeleted => "customer_deleted",
        },
        RecordEvent::Order(event) => match event {
            OrderEvent::OrderPlaced { .. } => "order_placed",
            OrderEvent::OrderStatusChanged { .. } => "order_status_changed",
            OrderEvent::OrderCancelled { .. } => "order_cancelled",
            OrderEvent::OrderReinstated { .. } => "order_reinstated",
        },
        RecordEvent::Access(event) => match event {
            AccessEvent::AccessGranted { .. } => "access_granted",
            AccessEvent::AccessWindowEdited { .. } => "access_window_edited",
            AccessEvent::AccessFirstLaunched { .. } => "access_first_launched",
            AccessEvent::AccessRevoked { .. } => "access_revoked",
            AccessEvent::AccessSuspended { .. } => "access_suspended",
            AccessEvent::AccessReinstated { .. } => "access_reinstated",
        },
        RecordEvent::Pool(event) => match event {
            PoolEvent::SeatsBought { .. } => "seats_bought",
            PoolEvent::ReclaimsCounted { .. } => "reclaims_counted",
        },
        RecordEvent::Impersonation(event) => match event {
            ImpersonationEvent::ImpersonationStarted { .. } => "impersonation_started",
            ImpersonationEvent::ImpersonationEnded { .. } => "impersonation_ended",
        },
        RecordEvent::Enrollment(event) => match event {
            EnrollmentEvent::Enrolled { .. } => "enrolled",
            EnrollmentEvent::Unenrolled { .. } => "unenrolled",
            EnrollmentEvent::EnrollmentOverrideSet { .. } => "enrollment_override_set",
            EnrollmentEvent::EnrollmentOverrideCleared { .. } => "enrollment_override_cleared",
            EnrollmentEvent::SalesOrderLinked { .. } => "sales_order_linked",
            EnrollmentEvent::SalesOrderUnlinked { .. } => "sales_order_unlinked",
        },
    }
}

fn seat_kind(event: &SeatEvent) -> &'static str {
    match event {
        SeatEvent::SeatBought { .. } => "seat_bought",
        SeatEvent::InvitationSent { .. } => "invitation_sent",
        SeatEvent::InvitationRenewed { .. } => "invitation_renewed",
        SeatEvent::InvitationWithdrawn { .. } => "invitation_withdrawn",
        SeatEvent::SeatClaimed { .. } => "seat_claimed",
        SeatEvent::SeatReclaimed { .. } => "seat_reclaimed",
        SeatEvent::SeatVoided { .. } => "seat_voided",
        SeatEvent::SeatReinstated { .. } => "seat_reinstated",
        SeatEvent::SeatHandedOver { .. } => "seat_handed_over",
        SeatEvent::CodeResealed { .. } => "code_resealed",
    }
}

fn transcript_kind(event: &TranscriptEvent) -> &'static str {
    match event {
        TranscriptEvent::ItemRecorded { .. } => "item_recorded",
        TranscriptEvent::CourseCompleted { .. } => "course_completed",
        TranscriptEvent::CourseReopened { .. } => "course_reopened",
        TranscriptEvent::CourseWaived { .. } => "course_waived",
        TranscriptEvent::CourseWaiverLifted { .. } => "course_waiver_lifted",
        TranscriptEvent::AttemptSubmitted { .. } => "attempt_submitted",
        TranscriptEvent::SubmissionRemoved { .. } => "submission_removed",
        TranscriptEvent::CmiCommitted(_) => "cmi_committed",
        TranscriptEvent::CmiCleared { .. } => "cmi_cleared",
    }
}
