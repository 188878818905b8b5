//! What is about nobody.

use super::{CATALOGUE, KEYS, impersonal};
use crate::privacy::map::MappedTable;

pub(super) const SEAT_VOIDINGS: MappedTable = impersonal(
    "seat_voidings",
    "when a seat was out of use, and why",
    &[
        "tenant_no",
        "seat_id",
        "position",
        "cause",
        "effective_at",
        "commit_no",
        "reinstated_position",
        "reinstated_effective_at",
        "reinstated_commit_no",
    ],
);

pub(super) const TENANTS: MappedTable =
    impersonal("tenants", "the installation's own settings", &["tenant_no", "name", "settings", "revision"]);

pub(super) const GROUPS: MappedTable = impersonal(
    "groups",
    "what a group is; who is in it stands elsewhere",
    &["tenant_no", "id", "revision", "code", "code_key", "name", "is_inherited"],
);

pub(super) const ORGANIZATIONS: MappedTable = impersonal(
    "organizations",
    "what an organization is; who is in it stands elsewhere",
    &["tenant_no", "id", "revision", "code", "code_key", "title"],
);

pub(super) const ORGANIZATION_PARENTS: MappedTable = impersonal(
    "organization_parents",
    "which organization is below which",
    &["tenant_no", "organization_id", "parent_id"],
);

pub(super) const COURSES: MappedTable = impersonal(
    "courses",
    CATALOGUE,
    &[
        "tenant_no",
        "id",
        "revision",
        "code",
        "code_key",
        "title",
        "has_survey",
        "tells_locks",
        "inactivity_days",
    ],
);

pub(super) const COURSE_VERSIONS: MappedTable =
    impersonal("course_versions", CATALOGUE, &["tenant_no", "course_id", "number", "published_at"]);

pub(super) const ITEMS: MappedTable = impersonal(
    "items",
    CATALOGUE,
    &[
        "tenant_no",
        "id",
        "course_id",
        "position",
        "code",
        "code_key",
        "since_version",
        "title",
        "kind",
        "is_required",
        "until_version",
        "weight",
        "maximum_score",
        "attempt_limit",
        "opens_after",
        "is_final_assessment",
    ],
);

pub(super) const QUIZ_EDITIONS: MappedTable = impersonal(
    "quiz_editions",
    CATALOGUE,
    &["tenant_no", "item_id", "number", "since_version", "defined_at", "quiz"],
);

pub(super) const PRODUCTS: MappedTable = impersonal(
    "products",
    CATALOGUE,
    &["tenant_no", "id", "revision", "code", "code_key", "title", "expired_message"],
);

pub(super) const PRODUCT_COURSES: MappedTable =
    impersonal("product_courses", CATALOGUE, &["tenant_no", "product_id", "number", "course_id"]);

pub(super) const PRICES: MappedTable = impersonal(
    "prices",
    CATALOGUE,
    &[
        "tenant_no",
        "id",
        "revision",
        "code",
        "code_key",
        "product_id",
        "title",
        "unit_price",
        "currency",
        "duration",
        "anchor",
        "makes_registration_codes",
        "adds_to_groups",
        "reserved_to_groups",
        "seats",
    ],
);

pub(super) const SALES_ORDERS: MappedTable = impersonal(
    "sales_orders",
    "contracts with clients, which are no persons",
    &[
        "tenant_no",
        "id",
        "revision",
        "number",
        "number_key",
        "external_id",
        "client",
        "starts_at",
        "ends_at",
        "seats",
    ],
);

pub(super) const SALES_ORDER_COURSES: MappedTable = impersonal(
    "sales_order_courses",
    "which courses a contract is about",
    &["tenant_no", "sales_order_id", "number", "course_id"],
);

pub(super) const IMPORTS: MappedTable = impersonal(
    "imports",
    "how much a file did, by numbers",
    &["tenant_no", "id", "revision", "kind", "fingerprint", "counts", "recorded_at"],
);

pub(super) const OUTBOXES: MappedTable = impersonal("outboxes", KEYS, &["tenant_no", "id", "revision"]);

pub(super) const MAIL_TEXTS: MappedTable =
    impersonal("mail_texts", "texts sent to everybody", &["tenant_no", "id", "revision"]);

pub(super) const MAIL_TEXT_VERSIONS: MappedTable = impersonal(
    "mail_text_versions",
    "texts sent to everybody",
    &["tenant_no", "mail_text_id", "position", "parts", "effective_at", "commit_no"],
);
