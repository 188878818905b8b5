//! Commands on organizations and on who is tied to them, and the reports on their people.

use std::fmt::Debug;

use pollster::block_on;
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use rollbook_application::Failure;
use rollbook_application::customer::{clear_customers_manager, expired_message, set_customers_manager};
use rollbook_application::group::Members;
use rollbook_application::organization::{
    EditOrganization, NewOrganization, add_organization, appoint_administrators, dismiss_administrators,
    edit_organization, join_organization, leave_organization,
};
use rollbook_application::report::{
    ExpiringFilter, LearnerFilter, LearnerLine, LearnerReport, Whose, count_organizations,
    expiring_enrollments,
};
use rollbook_domain::enrollment::{StateWord, state_at};
use rollbook_domain::port::{CustomerKey, PageRequest};
use rollbook_domain::transcript::Transcript;
use rollbook_domain::view::{CourseLine, Role, course_lines};

use super::pools::{NAMES, index, pick, who};
use super::world::{Who, World, told};
use crate::paging::in_pages;
use crate::words::{code, title};

const ORGANIZATIONS: &[&str] = &["ACME", "LEEDS", "acme", "Ärzte", "NONE"];

#[derive(Debug, Clone)]
pub(super) enum OrganizationCommand {
    Add {
        code: u8,
        parent: Option<u8>,
    },
    /// The last number of a parent is the top.
    Edit {
        code: u8,
        title: Option<u8>,
        parent: Option<u8>,
    },
    Join {
        code: u8,
        who: Vec<Who>,
        may_leave_out: bool,
    },
    Leave {
        code: u8,
        who: Vec<Who>,
        may_leave_out: bool,
    },
    Appoint {
        code: u8,
        who: Vec<Who>,
    },
    Dismiss {
        code: u8,
        who: Vec<Who>,
        may_leave_out: bool,
    },
    SetManager {
        who: Vec<Who>,
        manager: Who,
        may_leave_out: bool,
    },
    ClearManager {
        who: Vec<Who>,
    },
}

impl OrganizationCommand {
    pub(super) fn strategy() -> impl Strategy<Value = Self> {
        let known = || 0_u8..5;
        let few = || vec(who(), 0..4);
        prop_oneof![
            2 => (known(), option::of(known())).prop_map(|(code, parent)| Self::Add { code, parent }),
            3 => (known(), option::of(index()), option::of(0_u8..6))
                .prop_map(|(code, title, parent)| Self::Edit { code, title, parent }),
            4 => (known(), few(), any::<bool>())
                .prop_map(|(code, who, may_leave_out)| Self::Join { code, who, may_leave_out }),
            1 => (known(), few(), any::<bool>())
                .prop_map(|(code, who, may_leave_out)| Self::Leave { code, who, may_leave_out }),
            2 => (known(), few()).prop_map(|(code, who)| Self::Appoint { code, who }),
            1 => (known(), few(), any::<bool>())
                .prop_map(|(code, who, may_leave_out)| Self::Dismiss { code, who, may_leave_out }),
            4 => (few(), who(), any::<bool>())
                .prop_map(|(who, manager, may_leave_out)| Self::SetManager { who, manager, may_leave_out }),
            1 => few().prop_map(|who| Self::ClearManager { who }),
        ]
    }

    pub(super) fn prelude() -> Vec<Self> {
        let who = (0..3).map(Who::Nth).collect();
        vec![
            Self::Add { code: 0, parent: None },
            Self::Add { code: 1, parent: Some(0) },
            Self::Join { code: 0, who, may_leave_out: false },
            Self::SetManager { who: vec![Who::Nth(1)], manager: Who::Nth(0), may_leave_out: false },
            Self::Appoint { code: 0, who: vec![Who::Nth(2)] },
        ]
    }

    pub(super) fn perform(&self, world: &World) -> String {
        let desk = &world.desk();
        let keys = |who: &[Who]| who.iter().map(|who| world.key(*who)).collect::<Vec<CustomerKey>>();
        match self {
            Self::Add { code: index, parent } => {
                let typed = pick(ORGANIZATIONS, *index);
                let parent = parent.map(|parent| pick(ORGANIZATIONS, parent).to_owned());
                told(add_organization(
                    desk,
                    NewOrganization { code: code(typed), title: title(typed), parent },
                ))
            }
            Self::Edit { code, title: name, parent } => {
                let placed = |parent: u8| (parent < 5).then(|| pick(ORGANIZATIONS, parent).to_owned());
                let parent = parent.map(placed);
                let edit = EditOrganization { title: name.map(|name| title(pick(NAMES, name))), parent };
                told(edit_organization(desk, pick(ORGANIZATIONS, *code), edit))
            }
            Self::Join { code, who, may_leave_out } => {
                let members = Members { customers: &keys(who), may_leave_out: *may_leave_out, note: None };
                told(join_organization(desk, pick(ORGANIZATIONS, *code), &members))
            }
            Self::Leave { code, who, may_leave_out } => {
                let members = Members { customers: &keys(who), may_leave_out: *may_leave_out, note: None };
                told(leave_organization(desk, pick(ORGANIZATIONS, *code), &members))
            }
            Self::Appoint { code, who } => {
                let members = Members { customers: &keys(who), may_leave_out: true, note: None };
                told(appoint_administrators(desk, pick(ORGANIZATIONS, *code), &members))
            }
            Self::Dismiss { code, who, may_leave_out } => {
                let members = Members { customers: &keys(who), may_leave_out: *may_leave_out, note: None };
                told(dismiss_administrators(desk, pick(ORGANIZATIONS, *code), &members))
            }
            Self::SetManager { who, manager, may_leave_out } => {
                let members = Members { customers: &keys(who), may_leave_out: *may_leave_out, note: None };
                told(set_customers_manager(desk, &members, &world.key(*manager)))
            }
            Self::ClearManager { who } => {
                let members = Members { customers: &keys(who), may_leave_out: true, note: None };
                told(clear_customers_manager(desk, &members))
            }
        }
    }
}

/// Questions about the people of organizations and teams.
#[derive(Debug, Clone)]
pub(super) enum PeopleLook {
    Learners { whose: WhoseLook, state: Option<u8>, days: i8, size: usize },
    Count { code: Option<u8>, days: i8 },
    Expiring { from: i8, days: u8 },
    Message { who: Who, days: i8 },
}

#[derive(Debug, Clone)]
pub(super) enum WhoseLook {
    Organization(Option<u8>),
    Team(Who),
    Administrator(Who),
}

const STATES: [StateWord; 4] =
    [StateWord::Enrolled, StateWord::Scheduled, StateWord::Unenrolled, StateWord::Expired];

impl PeopleLook {
    pub(super) fn strategy() -> impl Strategy<Value = Self> {
        let whose = prop_oneof![
            2 => option::of(0_u8..5).prop_map(WhoseLook::Organization),
            2 => who().prop_map(WhoseLook::Team),
            2 => who().prop_map(WhoseLook::Administrator),
        ];
        prop_oneof![
            4 => (whose, option::weighted(0.3, 0_u8..4), -70_i8..70, 1_usize..5)
                .prop_map(|(whose, state, days, size)| Self::Learners { whose, state, days, size }),
            1 => (option::of(0_u8..5), -70_i8..70).prop_map(|(code, days)| Self::Count { code, days }),
            2 => (-70_i8..70, 0_u8..60).prop_map(|(from, days)| Self::Expiring { from, days }),
            2 => (who(), -70_i8..70).prop_map(|(who, days)| Self::Message { who, days }),
        ]
    }

    pub(super) fn perform(&self, world: &World) -> String {
        let desk = &world.desk();
        match self {
            Self::Learners { whose, state, days, size } => {
                let whose = match whose {
                    WhoseLook::Organization(code) => {
                        Whose::Organization(code.map(|code| pick(ORGANIZATIONS, code).to_owned()))
                    }
                    WhoseLook::Team(who) => Whose::Team(world.key(*who)),
                    WhoseLook::Administrator(who) => Whose::ClientAdministrator(world.key(*who)),
                };
                let state = state.map(|state| STATES[usize::from(state)]);
                let at = world.instant(*days, 0);
                learners(world, &LearnerFilter { whose, course: None, state, at }, *size)
            }
            Self::Count { code, days } => {
                let key = code.map(|code| pick(ORGANIZATIONS, code));
                told(count_organizations(desk, key, world.instant(*days, 0)))
            }
            Self::Message { who, days } => {
                told(expired_message(desk, &world.key(*who), world.instant(*days, 0)))
            }
            Self::Expiring { from, days } => {
                let from = world.instant(*from, 0);
                let through = crate::words::later(from, i64::from(*days) * 86_400_000_000);
                let filter = ExpiringFilter { course: None, group: None, from, through };
                let read = |page: &PageRequest| block_on(expiring_enrollments(desk, &filter, page));
                let whole = read(&PageRequest::everything());
                if let Ok(whole) = &whole {
                    assert_eq!(in_pages(2, read), whole.items, "in pages of two");
                }
                told(async { whole })
            }
        }
    }
}

/// A report read to its end, whose pages must come to the same as the report in one piece, and whose every line to what
/// the domain says of the record.
fn learners(world: &World, filter: &LearnerFilter, size: usize) -> String {
    let desk = world.desk();
    let report = match block_on(LearnerReport::open(&desk, filter)) {
        Ok(report) => report,
        Err(failure) => return told(async { Err::<(), Failure>(failure) }),
    };
    let mut whole: Vec<LearnerLine> = Vec::new();
    block_on(report.each(|line| whole.push(line))).unwrap();
    let paged = in_pages(size, |page: &PageRequest| block_on(report.page(page)));
    assert_eq!(paged, whole, "a report in pages of {size}");
    let catalogue = block_on(world.fixture.tenant.catalogue()).unwrap();
    for line in &whole {
        let record = world.fixture.record(line.customer);
        let grants = record.grants_for(line.course, &catalogue);
        assert_eq!(
            state_at(&grants, record.enrollment(line.course), filter.at),
            Some(line.state),
            "{line:?}"
        );
        let nothing = || Transcript::empty(line.customer);
        let transcript = world.fixture.transcript(line.customer).unwrap_or_else(nothing);
        let (role, facts) = (Role::Administrator, &record.enrollments);
        let lines = course_lines(&catalogue, &record.grants, facts, &transcript, role, filter.at);
        let expected = lines.into_iter().find(|known| known.course == line.course);
        let seen = CourseLine {
            course: line.course,
            given_at: line.given_at,
            state: line.state,
            ends_at: line.ends_at,
            end_rule: line.end_rule,
            is_beyond_contract: line.is_beyond_contract,
            learning: line.learning,
        };
        assert_eq!(expected, Some(seen), "{line:?}");
        assert!(filter.state.is_none_or(|state| state == line.state.word()), "{line:?}");
        let ties = &record.customer.ties;
        match &filter.whose {
            Whose::Team(manager) => {
                let manager = block_on(world.fixture.tenant.find_customer(manager)).unwrap().unwrap();
                assert!(ties.is_managed_by(manager.customer.id), "{line:?} is of another team");
            }
            Whose::ClientAdministrator(_) => {
                assert_ne!(line.state.word(), StateWord::Unenrolled, "{line:?}");
                assert_eq!(ties.organization.as_ref().map(|tie| tie.to), line.organization);
            }
            Whose::Organization(_) => {
                assert_eq!(ties.organization.as_ref().map(|tie| tie.to), line.organization);
            }
        }
    }
    format!("{whole:?}")
}
