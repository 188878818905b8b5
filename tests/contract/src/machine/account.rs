//! Commands on accounts and groups.

use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use rollbook_application::customer::{self, GroupChanges, NewPassword};
use rollbook_application::group::{self, Members};
use rollbook_application::privacy;
use rollbook_application::seat::Release;
use rollbook_domain::customer::{AddCustomer, EditProfile, MembershipSource, Origin, Status};
use rollbook_domain::group::{AddGroup, EditGroup};
use rollbook_domain::port::{PasswordHasher, PasswordHasherError};
use rollbook_domain::secret::{Password, PasswordHash};
use rollbook_domain::text::FieldName;

use super::pools::{CUSTOMER_CODES, EMAILS, GROUPS, NAMES, REASONS, index, known_group, pick, who};
use super::world::{Who, World, told};
use crate::words::{code, email, note, profile_named, title};

/// What becomes of the seats of somebody who is erased.
#[derive(Debug, Clone, Copy)]
pub(super) enum SeatsGo {
    Unsaid,
    Void,
    To(Who),
}

#[derive(Debug, Clone)]
pub(super) enum AccountCommand {
    Add { name: u8, email: u8, code: Option<u8>, must_change: bool },
    Edit { who: Who, name: Option<u8>, email: Option<u8>, code: NewCode, field: Option<u8> },
    Status { who: Who, status: u8, reason: Option<u8> },
    TaxExemption { who: Who, is_exempt: bool },
    Password { who: Who, is_weak: bool, must_change: bool },
    ExpirePasswords { who: Who, after_days: Option<u32> },
    Groups { who: Who, add: Vec<u8>, remove: Vec<u8> },
    AddGroup { code: u8, is_inherited: bool },
    EditGroup { code: u8, name: u8, is_inherited: Option<bool> },
    Erase { who: Who, seats: SeatsGo, is_dry_run: bool },
    Delete { who: Who, is_dry_run: bool },
    Join { group: u8, who: Vec<Who>, may_leave_out: bool },
    Leave { group: u8, who: Vec<Who>, may_leave_out: bool },
}

/// What becomes of a customer's code.
#[derive(Debug, Clone, Copy)]
pub(super) enum NewCode {
    Kept,
    None,
    Code(u8),
}

fn seats_go() -> impl Strategy<Value = SeatsGo> {
    prop_oneof![
        1 => Just(SeatsGo::Unsaid),
        2 => Just(SeatsGo::Void),
        2 => who().prop_map(SeatsGo::To),
    ]
}

impl AccountCommand {
    pub(super) fn strategy() -> impl Strategy<Value = Self> {
        let some = || option::of(index());
        let few = || vec(known_group(), 0..3);
        let codes = prop_oneof![2 => Just(NewCode::Kept), 1 => Just(NewCode::None), 2 => index().prop_map(NewCode::Code)];
        prop_oneof![
            3 => (index(), index(), some(), any::<bool>())
                .prop_map(|(name, email, code, must_change)| Self::Add { name, email, code, must_change }),
            2 => (who(), some(), some(), codes, some())
                .prop_map(|(who, name, email, code, field)| Self::Edit { who, name, email, code, field }),
            2 => (who(), index(), some())
                .prop_map(|(who, status, reason)| Self::Status { who, status, reason }),
            1 => (who(), any::<bool>()).prop_map(|(who, is_exempt)| Self::TaxExemption { who, is_exempt }),
            1 => (who(), any::<bool>(), any::<bool>())
                .prop_map(|(who, is_weak, must_change)| Self::Password { who, is_weak, must_change }),
            1 => (who(), option::of(1_u32..60))
                .prop_map(|(who, after_days)| Self::ExpirePasswords { who, after_days }),
            2 => (who(), few(), few()).prop_map(|(who, add, remove)| Self::Groups { who, add, remove }),
            1 => (who(), seats_go(), option::weighted(0.2, Just(())))
                .prop_map(|(who, seats, rehearsed)| Self::Erase { who, seats, is_dry_run: rehearsed.is_some() }),
            1 => (who(), option::weighted(0.2, Just(())))
                .prop_map(|(who, rehearsed)| Self::Delete { who, is_dry_run: rehearsed.is_some() }),
            1 => (index(), any::<bool>())
                .prop_map(|(code, is_inherited)| Self::AddGroup { code, is_inherited }),
            1 => (known_group(), index(), any::<Option<bool>>())
                .prop_map(|(code, name, is_inherited)| Self::EditGroup { code, name, is_inherited }),
            1 => (known_group(), vec(who(), 0..4), any::<bool>()).prop_map(|(group, who, may_leave_out)| Self::Join { group, who, may_leave_out }),
            1 => (known_group(), vec(who(), 0..4), any::<bool>()).prop_map(|(group, who, may_leave_out)| Self::Leave { group, who, may_leave_out }),
        ]
    }

    pub(super) fn prelude() -> Vec<Self> {
        let add = |name, email, code| Self::Add { name, email, code, must_change: false };
        vec![
            Self::AddGroup { code: 0, is_inherited: true },
            Self::AddGroup { code: 2, is_inherited: false },
            add(0, 0, Some(0)),
            add(1, 2, None),
            add(2, 5, Some(2)),
        ]
    }

    pub(super) fn perform(&self, world: &World) -> String {
        match self.clone() {
            Self::Add { .. } => self.add(world),
            Self::Edit { .. } => self.edit(world),
            Self::Status { who, status, reason } => {
                let status = [
                    Status::Active,
                    Status::Inactive,
                    Status::Locked { automatic: None },
                    Status::Locked { automatic: Some("Q-37".to_owned()) },
                ][usize::from(status) % 4]
                    .clone();
                let reason = reason.map(|reason| note(pick(REASONS, reason)));
                let desk = world.desk();
                told(customer::change_customer_status(&desk, &world.key(who), status, reason))
            }
            Self::TaxExemption { who, is_exempt } => {
                told(customer::set_tax_exemption(&world.desk(), &world.key(who), is_exempt, None))
            }
            Self::Password { who, is_weak, must_change } => {
                let typed = if is_weak { "weak" } else { "correct horse battery staple" };
                let command = NewPassword { typed, must_change };
                told(customer::set_password(&world.desk(), &PlainHasher, &world.key(who), command))
            }
            Self::ExpirePasswords { who, after_days } => {
                told(customer::expire_passwords_after(&world.desk(), &world.key(who), after_days))
            }
            Self::Groups { who, add, remove } => {
                let changes = GroupChanges { add: groups(&add), remove: groups(&remove) };
                told(customer::change_customer_groups(&world.desk(), &world.key(who), &changes))
            }
            Self::Erase { who, seats, is_dry_run } => {
                let release = match seats {
                    SeatsGo::Unsaid => None,
                    SeatsGo::Void => Some(Release::Void),
                    SeatsGo::To(to) => Some(Release::Successor(world.key(to))),
                };
                let (desk, key) = (world.desk(), world.key(who));
                if is_dry_run {
                    return told(privacy::plan_erasure(&desk, &key, release.as_ref()));
                }
                // Nobody would be inactive often enough by chance.
                if who.is_even() {
                    let _ = told(customer::change_customer_status(&desk, &key, Status::Inactive, None));
                }
                told(privacy::erase_customer(&desk, &key, release.as_ref()))
            }
            Self::Delete { who, is_dry_run: true } => {
                told(privacy::plan_deletion(&world.desk(), &world.key(who)))
            }
            Self::Delete { who, is_dry_run: false } => {
                told(privacy::delete_customer(&world.desk(), &world.key(who)))
            }
            Self::AddGroup { code: index, is_inherited } => {
                let typed = pick(GROUPS, index);
                let command = AddGroup { code: code(typed), name: title(typed), is_inherited };
                told(group::add_group(&world.desk(), command))
            }
            Self::EditGroup { code, name, is_inherited } => {
                let command = EditGroup { name: Some(title(pick(NAMES, name))), is_inherited };
                told(group::edit_group(&world.desk(), pick(GROUPS, code), command))
            }
            Self::Join { group, who, may_leave_out } => {
                let customers: Vec<_> = who.iter().map(|who| world.key(*who)).collect();
                let members = Members { customers: &customers, may_leave_out, note: None };
                let source = MembershipSource::Administrator;
                told(group::join_group(&world.desk(), pick(GROUPS, group), &members, source))
            }
            Self::Leave { group, who, may_leave_out } => {
                let customers: Vec<_> = who.iter().map(|who| world.key(*who)).collect();
                let members = Members { customers: &customers, may_leave_out, note: Some(note("left")) };
                told(group::leave_group(&world.desk(), pick(GROUPS, group), &members))
            }
        }
    }

    fn add(&self, world: &World) -> String {
        let Self::Add { name, email, code: customer_code, must_change } = self else { return String::new() };
        let mut profile = profile_named(pick(NAMES, *name), pick(NAMES, name + 1), pick(EMAILS, *email));
        profile.code = customer_code.map(|index| code(pick(CUSTOMER_CODES, index)));
        let command = AddCustomer { profile, origin: Origin::Admin, must_change_password: *must_change };
        told(customer::add_customer(&world.desk(), command, None))
    }

    fn edit(&self, world: &World) -> String {
        let Self::Edit { who, name, email: address, code: customer_code, field } = self else {
            return String::new();
        };
        let named = name.map(|name| profile_named(pick(NAMES, name), "Ng", pick(EMAILS, 0)));
        let field = field.map(|field| {
            let value = (field % 3 != 0).then(|| pick(NAMES, field).to_owned());
            (FieldName::parse(&format!("field_{}", field % 2)).unwrap(), value)
        });
        let command = EditProfile {
            first_name: named.map(|profile| profile.first_name),
            email: address.map(|index| email(pick(EMAILS, index))),
            code: match customer_code {
                NewCode::Kept => None,
                NewCode::None => Some(None),
                NewCode::Code(index) => Some(Some(code(pick(CUSTOMER_CODES, *index)))),
            },
            fields: field.into_iter().collect(),
            ..EditProfile::default()
        };
        told(customer::edit_customer(&world.desk(), &world.key(*who), command, None))
    }
}

pub(super) fn groups(indexes: &[u8]) -> Vec<String> {
    indexes.iter().map(|index| pick(GROUPS, *index).to_owned()).collect()
}

/// Hashes nothing, so that it is quick and the same everywhere.
pub(super) struct PlainHasher;

impl PasswordHasher for PlainHasher {
    fn hash_many(&self, passwords: &[Password]) -> Result<Vec<PasswordHash>, PasswordHasherError> {
        let hash = |password: &Password| PasswordHash::from_stored(format!("$plain${}", password.reveal()));
        Ok(passwords.iter().map(hash).collect())
    }
}
