//! The tables of state.

macro_rules! tables {
    ($($table:ident = $name:literal),+ $(,)?) => {
        /// A table of state, in an order in which every one stands after those it refers to.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub(super) enum Table {
            $($table),+
        }

        impl Table {
            pub(super) fn name(self) -> &'static str {
                match self {
                    $(Self::$table => $name),+
                }
            }
        }
    };
}

tables! {
    Tenants = "tenants",
    Groups = "groups",
    Organizations = "organizations",
    OrganizationParents = "organization_parents",
    Courses = "courses",
    CourseVersions = "course_versions",
    Items = "items",
    QuizEditions = "quiz_editions",
    Products = "products",
    ProductCourses = "product_courses",
    Prices = "prices",
    Customers = "customers",
    // What a profile gives up is read before it changes.
    FormerEmails = "former_emails",
    CustomerProfiles = "customer_profiles",
    CustomerPasswords = "customer_passwords",
    CustomerStatuses = "customer_statuses",
    Memberships = "memberships",
    CustomerTies = "customer_ties",
    Orders = "orders",
    OrderLines = "order_lines",
    OrderStatuses = "order_statuses",
    SalesOrders = "sales_orders",
    SalesOrderCourses = "sales_order_courses",
    EnrollmentFacts = "enrollment_facts",
    Imports = "imports",
    SeatPools = "seat_pools",
    Seats = "seats",
    Grants = "grants",
    GrantStandings = "grant_standings",
    WindowEdits = "window_edits",
    Invitations = "invitations",
    InvitationLinks = "invitation_links",
    SeatClaims = "seat_claims",
    SeatVoidings = "seat_voidings",
    AccountLinks = "account_links",
    Impersonations = "impersonations",
    Transcripts = "transcripts",
    ItemRecords = "item_records",
    CourseMarks = "course_marks",
    Submissions = "submissions",
    SubmissionAnswers = "submission_answers",
    CmiAttempts = "cmi_attempts",
    CmiSessions = "cmi_sessions",
    CmiElements = "cmi_elements",
    Outboxes = "outboxes",
    Mails = "mails",
    MailSuppressions = "mail_suppressions",
    MailTexts = "mail_texts",
    MailTextVersions = "mail_text_versions",
}

impl Table {
    /// The column by whose order new rows are put in: values that two commits may both bring meet in the same order then,
    /// so that one waits for the other and neither for both.
    pub(super) fn sorted_by(self) -> Option<&'static str> {
        match self {
            Self::Groups
            | Self::Organizations
            | Self::Courses
            | Self::Items
            | Self::Products
            | Self::Prices => Some("code_key"),
            Self::CustomerProfiles => Some("email_key"),
            Self::SalesOrders => Some("number_key"),
            Self::Mails => Some("dedupe"),
            Self::Transcripts => Some("id"),
            _ => None,
        }
    }
}
