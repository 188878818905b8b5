//! What the story's school sells.

use rollbook_domain::catalogue::{
    AddCourse, AddItem, AddPrice, AddProduct, Anchor, Catalogue, Course, ItemKind, ItemOpening, ItemTerms,
    Price, PriceTerms, Product, SeatPolicy, add_course, add_item, add_price, add_product,
};
use rollbook_domain::event::{Event, StreamId};
use rollbook_domain::group::{AddGroup, Group, add as add_group};
use rollbook_domain::id::{CourseId, GroupId, ItemId, PriceId, ProductId};
use rollbook_domain::money::Money;
use rollbook_domain::stamp::Revision;
use rollbook_domain::text::{Code, Title};
use rollbook_domain::time::{AccessDuration, Date, Instant};

use super::quiz::questions;
use super::story::{Contradiction, Story};

const GROUPS: [(&str, &str, bool); 2] =
    [("acme", "Acme Engineering", true), ("faculty", "Faculty of science", false)];

/// Code, title, and the items with code, title, kind and whether they are required.
type CourseSeed = (&'static str, &'static str, &'static [(&'static str, &'static str, ItemKind, bool)]);

const COURSES: [CourseSeed; 3] = [
    (
        "ALGEBRA",
        "Algebra from the ground up",
        &[
            ("ALG-LESSONS", "Lessons", ItemKind::Scorm, true),
            ("ALG-EXERCISES", "Weekly exercises", ItemKind::Assignment, true),
            ("ALG-FINAL", "Final quiz", ItemKind::Quiz, true),
            ("ALG-FORMULARY", "Collection of formulas", ItemKind::File, false),
        ],
    ),
    (
        "STATISTICS",
        "Statistics for researchers",
        &[
            ("STA-LESSONS", "Lessons", ItemKind::Scorm, true),
            ("STA-WORKSHOP", "Workshop in Leipzig", ItemKind::Event, false),
            ("STA-FINAL", "Final quiz", ItemKind::Quiz, true),
        ],
    ),
    (
        "SAFETY",
        "Safety in the laboratory",
        &[
            ("SAF-BRIEFING", "Safety briefing", ItemKind::Scorm, true),
            ("SAF-CHECK", "Safety check", ItemKind::Quiz, true),
        ],
    ),
];

/// Code, title and the courses it opens.
const PRODUCTS: [(&str, &str, &[&str]); 4] = [
    ("ALGEBRA", "Algebra from the ground up", &["ALGEBRA"]),
    ("STATISTICS", "Statistics for researchers", &["STATISTICS"]),
    ("SAFETY", "Safety in the laboratory", &["SAFETY"]),
    ("SCIENCE", "Algebra and statistics together", &["ALGEBRA", "STATISTICS"]),
];

struct PriceSeed {
    code: &'static str,
    product: &'static str,
    title: &'static str,
    amount: &'static str,
    duration: &'static str,
    anchor: Anchor,
    has_codes: bool,
    group: Option<&'static str>,
}

const PRICES: [PriceSeed; 6] = [
    price("ALG-MONTH", "ALGEBRA", "30 days", "19.00", "30 days"),
    price("ALG-YEAR", "ALGEBRA", "12 months", "149.00", "12 months"),
    price("STA-SPRING", "STATISTICS", "Spring term 2025", "89.00", "2025-03-01..2025-06-30"),
    price("SCI-FOREVER", "SCIENCE", "Without end", "390.00", "unlimited"),
    PriceSeed {
        anchor: Anchor::FirstLaunch,
        ..price("SAF-14", "SAFETY", "14 days from the first launch", "0.00", "14 days")
    },
    PriceSeed {
        has_codes: true,
        group: Some("acme"),
        ..price("SAF-TEAM", "SAFETY", "A team, 6 months", "25.00", "6 months")
    },
];

/// What a company buys seats at.
const FOR_TEAMS: PriceSeed = PriceSeed {
    has_codes: true,
    ..price("SCI-TEAM", "SCIENCE", "A team, without end", "290.00", "unlimited")
};

const fn price(
    code: &'static str,
    product: &'static str,
    title: &'static str,
    amount: &'static str,
    duration: &'static str,
) -> PriceSeed {
    PriceSeed {
        code,
        product,
        title,
        amount,
        duration,
        anchor: Anchor::OrderDate,
        has_codes: false,
        group: None,
    }
}

/// Adds groups, courses, products and prices on one morning.
pub(super) fn fill(story: &mut Story, day: Date) -> Result<(), Contradiction> {
    for (minute, seed) in (5..).zip(GROUPS) {
        let now = story.office_hour(day, minute)?;
        group(story, seed, now)?;
    }
    for (minute, seed) in (10..).zip(COURSES) {
        let now = story.office_hour(day, minute)?;
        course(story, seed, now)?;
    }
    for (minute, seed) in (20..).zip(PRODUCTS) {
        let now = story.office_hour(day, minute)?;
        product(story, seed, now)?;
    }
    for (minute, seed) in (30..).zip(PRICES) {
        let now = story.office_hour(day, minute)?;
        sell(story, &seed, now)?;
    }
    Ok(())
}

/// Adds the price that a company buys seats at.
pub(super) fn fill_for_teams(story: &mut Story, now: Instant) -> Result<(), Contradiction> {
    sell(story, &FOR_TEAMS, now)
}

fn group(
    story: &mut Story,
    (code, name, is_inherited): (&str, &str, bool),
    now: Instant,
) -> Result<(), Contradiction> {
    let id = GroupId::next(&story.ids);
    let mut commit = story.begin(now);
    commit.expect(StreamId::Group(id), Revision::NONE);
    let command = AddGroup { code: parsed(code)?, name: titled(name)?, is_inherited };
    for event in add_group(command, None).map_err(Contradiction::new)? {
        story.groups.extend(Group::from_first(id, &event));
        commit.push(Event::Group(id, event), None);
    }
    story.commits.push(commit);
    Ok(())
}

fn course(story: &mut Story, (code, title, items): CourseSeed, now: Instant) -> Result<(), Contradiction> {
    let id = CourseId::next(&story.ids);
    let mut commit = story.begin(now);
    commit.expect(StreamId::Course(id), Revision::NONE);
    let command = AddCourse { code: parsed(code)?, title: titled(title)? };
    let mut events = add_course(&story.catalogue, command).map_err(Contradiction::new)?;
    for (code, title, kind, is_required) in items {
        let attempt_limit = (*kind == ItemKind::Quiz).then_some(3);
        let terms = ItemTerms {
            title: titled(title)?,
            kind: *kind,
            is_required: *is_required,
            weight: None,
            maximum_score: None,
            attempt_limit,
            opening: ItemOpening::default(),
        };
        let command = AddItem { id: ItemId::next(&story.ids), code: parsed(code)?, terms };
        events.extend(add_item(&story.catalogue, command).map_err(Contradiction::new)?);
    }
    let mut made: Option<Course> = None;
    for (revision, event) in (1..).zip(events) {
        match &mut made {
            None => made = Course::from_first(id, &event, now),
            Some(course) => course.apply(&event, Revision::new(revision), now),
        }
        commit.push(Event::Course(id, event), None);
    }
    for event in made.iter().map(questions).collect::<Result<Vec<_>, _>>()?.into_iter().flatten() {
        commit.push(Event::Course(id, event), None);
    }
    story.commits.push(commit);
    let courses = story.catalogue.courses().iter().cloned().chain(made).collect();
    story.catalogue =
        Catalogue::new(story.catalogue.products().to_vec(), story.catalogue.prices().to_vec(), courses);
    Ok(())
}

fn product(
    story: &mut Story,
    (code, title, courses): (&str, &str, &[&str]),
    now: Instant,
) -> Result<(), Contradiction> {
    let id = ProductId::next(&story.ids);
    let mut commit = story.begin(now);
    commit.expect(StreamId::Product(id), Revision::NONE);
    let opened = courses.iter().filter_map(|code| Some(story.catalogue.find_course(code)?.id)).collect();
    let command = AddProduct { code: parsed(code)?, title: titled(title)?, courses: opened };
    let mut products = story.catalogue.products().to_vec();
    for event in add_product(&story.catalogue, command).map_err(Contradiction::new)? {
        products.extend(Product::from_first(id, &event));
        commit.push(Event::Product(id, event), None);
    }
    story.commits.push(commit);
    story.catalogue =
        Catalogue::new(products, story.catalogue.prices().to_vec(), story.catalogue.courses().to_vec());
    Ok(())
}

fn sell(story: &mut Story, seed: &PriceSeed, now: Instant) -> Result<(), Contradiction> {
    let id = PriceId::next(&story.ids);
    let mut commit = story.begin(now);
    commit.expect(StreamId::Price(id), Revision::NONE);
    let product =
        story.catalogue.find_product(seed.product).ok_or_else(|| Contradiction::new(seed.product))?.id;
    let is_named = |group: &&Group| seed.group.is_some_and(|code| group.code.as_str() == code);
    let terms = PriceTerms {
        title: titled(seed.title)?,
        unit_price: Money::parse(seed.amount, story.settings.currency).map_err(Contradiction::new)?,
        duration: AccessDuration::parse(seed.duration).map_err(Contradiction::new)?,
        anchor: seed.anchor,
        makes_registration_codes: seed.has_codes,
        seats: SeatPolicy::default(),
        adds_to_groups: story.groups.iter().filter(is_named).map(|group| group.id).collect(),
        reserved_to_groups: Vec::new(),
    };
    let mut prices = story.catalogue.prices().to_vec();
    let command = AddPrice { code: parsed(seed.code)?, product, terms };
    for event in add_price(&story.catalogue, command).map_err(Contradiction::new)? {
        prices.extend(Price::from_first(id, &event));
        commit.push(Event::Price(id, event), None);
    }
    story.commits.push(commit);
    story.catalogue =
        Catalogue::new(story.catalogue.products().to_vec(), prices, story.catalogue.courses().to_vec());
    Ok(())
}

fn parsed(code: &str) -> Result<Code, Contradiction> {
    Code::parse(code).map_err(Contradiction::new)
}

fn titled(title: &str) -> Result<Title, Contradiction> {
    Title::parse(title).map_err(Contradiction::new)
}
