//! All commands.

use proptest::prelude::*;

use super::access::AccessCommand;
use super::account::AccountCommand;
use super::audit::AuditCommand;
use super::catalogue::CatalogueCommand;
use super::enrollment::EnrollmentCommand;
use super::import::ImportCommand;
use super::learning::LearningCommand;
use super::look::Look;
use super::mail::MailCommand;
use super::order::OrderCommand;
use super::organization::{OrganizationCommand, PeopleLook};
use super::retention::RetentionCommand;
use super::sales_order::SalesOrderCommand;
use super::seat::SeatCommand;
use super::seat_look::SeatLook;
use super::transcript::TranscriptCommand;
use super::world::World;

/// A command, or a question.
#[derive(Debug, Clone)]
pub(super) enum Command {
    Account(AccountCommand),
    Audit(AuditCommand),
    Catalogue(CatalogueCommand),
    Order(OrderCommand),
    Access(AccessCommand),
    Enrollment(EnrollmentCommand),
    Import(ImportCommand),
    SalesOrder(SalesOrderCommand),
    Learning(LearningCommand),
    Seat(SeatCommand),
    Mail(MailCommand),
    Transcript(TranscriptCommand),
    Organization(OrganizationCommand),
    Retention(RetentionCommand),
    Look(Look),
    PeopleLook(PeopleLook),
    SeatLook(SeatLook),
    /// Lets so many microseconds pass.
    Wait(i64),
}

impl Command {
    pub(super) fn strategy() -> impl Strategy<Value = Self> {
        let waits = prop_oneof![Just(1), Just(3_600_000_000), 1_i64..40 * 86_400_000_000];
        prop_oneof![
            5 => AccountCommand::strategy().prop_map(Self::Account),
            3 => AuditCommand::strategy().prop_map(Self::Audit),
            3 => CatalogueCommand::strategy().prop_map(Self::Catalogue),
            5 => OrderCommand::strategy().prop_map(Self::Order),
            3 => AccessCommand::strategy().prop_map(Self::Access),
            4 => EnrollmentCommand::strategy().prop_map(Self::Enrollment),
            2 => ImportCommand::strategy().prop_map(Self::Import),
            3 => SalesOrderCommand::strategy().prop_map(Self::SalesOrder),
            6 => LearningCommand::strategy().prop_map(Self::Learning),
            9 => SeatCommand::strategy().prop_map(Self::Seat),
            4 => MailCommand::strategy().prop_map(Self::Mail),
            5 => TranscriptCommand::strategy().prop_map(Self::Transcript),
            2 => RetentionCommand::strategy().prop_map(Self::Retention),
            4 => OrganizationCommand::strategy().prop_map(Self::Organization),
            3 => PeopleLook::strategy().prop_map(Self::PeopleLook),
            7 => Look::strategy().prop_map(Self::Look),
            4 => SeatLook::strategy().prop_map(Self::SeatLook),
            2 => waits.prop_map(Self::Wait),
        ]
    }

    pub(super) fn perform(&self, world: &World) -> String {
        match self {
            Self::Account(command) => command.perform(world),
            Self::Audit(command) => command.perform(world),
            Self::Catalogue(command) => command.perform(world),
            Self::Order(command) => command.perform(world),
            Self::Access(command) => command.perform(world),
            Self::Enrollment(command) => command.perform(world),
            Self::Import(command) => command.perform(world),
            Self::SalesOrder(command) => command.perform(world),
            Self::Learning(command) => command.perform(world),
            Self::Seat(command) => command.perform(world),
            Self::Mail(command) => command.perform(world),
            Self::Transcript(command) => command.perform(world),
            Self::Organization(command) => command.perform(world),
            Self::Retention(command) => command.perform(world),
            Self::PeopleLook(look) => look.perform(world),
            Self::Look(look) => look.perform(world),
            Self::SeatLook(look) => look.perform(world),
            Self::Wait(micros) => {
                world.wait(*micros);
                world.now().to_string()
            }
        }
    }

    pub(super) fn may_write(&self) -> bool {
        if let Self::Transcript(command) = self {
            return command.may_write();
        }
        !matches!(self, Self::Look(_) | Self::PeopleLook(_) | Self::SeatLook(_) | Self::Wait(_))
    }
}

/// What every list of commands begins with, so that most of the others have something to work on.
pub(super) fn prelude() -> Vec<Command> {
    let catalogue = CatalogueCommand::prelude().into_iter().map(Command::Catalogue);
    let accounts = AccountCommand::prelude().into_iter().map(Command::Account);
    let organizations = OrganizationCommand::prelude().into_iter().map(Command::Organization);
    let orders = OrderCommand::prelude().into_iter().map(Command::Order);
    let contracts = SalesOrderCommand::prelude().into_iter().map(Command::SalesOrder);
    let seats = SeatCommand::prelude().into_iter().map(Command::Seat);
    let all = catalogue.chain(accounts).chain(organizations).chain(contracts);
    all.chain(orders).chain(seats).collect()
}
