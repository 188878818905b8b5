//! The kinds of streams with a table of their own.

pub(super) mod hold_few;

use uuid::Uuid;

/// The statements for one kind of stream.
pub(super) struct Kind {
    /// How the log names it.
    pub(super) name: &'static str,
    pub(super) table: &'static str,
    /// Locks rows in order of their ids, as everybody does, so that no two wait for each other.
    pub(super) lock: &'static str,
    pub(super) advance: &'static str,
    /// Whether what the events do to the row moves its revision anyway, so that it is only locked before.
    pub(super) moves_with_state: bool,
    pub(super) hold: &'static str,
}

macro_rules! kind {
    ($name:literal, $table:literal) => {
        kind!($name, $table, false)
    };
    ($name:literal, $table:literal, $moves_with_state:literal) => {
        Kind {
            moves_with_state: $moves_with_state,
            name: $name,
            table: $table,
            lock: concat!(
                "SELECT id, revision FROM ",
                $table,
                " WHERE tenant_no = $1 AND id = ANY($2) ORDER BY id FOR NO KEY UPDATE"
            ),
            advance: concat!(
                "UPDATE ",
                $table,
                " s SET revision = n.reached FROM unnest($2::uuid[], $3::int8[], $4::int8[]) AS n (id, expected, reached) \
                 WHERE s.tenant_no = $1 AND s.id = n.id AND s.revision = n.expected"
            ),
            hold: concat!(
                "SELECT id, revision FROM ",
                $table,
                " WHERE tenant_no = $1 AND id = ANY($2) ORDER BY id FOR SHARE"
            ),
        }
    };
}

/// Every kind, in the order in which their rows are locked.
pub(super) const KINDS: [Kind; 12] = [
    kind!("customer", "customers"),
    kind!("group", "groups"),
    kind!("organization", "organizations"),
    kind!("product", "products"),
    kind!("price", "prices"),
    kind!("course", "courses"),
    kind!("import", "imports"),
    kind!("sales_order", "sales_orders"),
    kind!("seat", "seats", true),
    kind!("transcript", "transcripts"),
    kind!("mail_text", "mail_texts"),
    kind!("outbox", "outboxes"),
];

/// What a commit wants of the streams of one kind.
#[derive(Default)]
pub(super) struct Wanted {
    /// To be moved: id, revision expected, revision reached.
    pub(super) moved: Vec<(Uuid, i64, i64)>,
    /// To stay where they are until the commit: id, revision expected.
    pub(super) held: Vec<(Uuid, i64)>,
}

impl Wanted {
    pub(super) fn len(&self) -> usize {
        self.moved.len() + self.held.len()
    }

    /// All of them as id, revision expected and revision reached, those that stay among those that move, in order of their
    /// ids: so all who hold a few lock them in one order.
    fn in_order(self) -> Vec<(Uuid, i64, Option<i64>)> {
        let moved = self.moved.into_iter().map(|(id, expected, reached)| (id, expected, Some(reached)));
        let held = self.held.into_iter().map(|(id, expected)| (id, expected, None));
        let mut all: Vec<_> = moved.chain(held).collect();
        all.sort_unstable();
        all
    }
}
