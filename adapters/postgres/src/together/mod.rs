//! Reads that go together: what is asked of one tenant while others ask for the same kind of thing goes with theirs in one
//! statement, which spares the server and the driver most of what a statement costs.

mod line;
#[cfg(test)]
mod tests;

use std::hash::Hash;
use std::mem::Discriminant;

use rollbook_domain::port::{CustomerKey, ReadResult, SeatRow, StoreError, SubjectKey, TenantState};
use rollbook_domain::record::CustomerRecord;
use rollbook_domain::secret::CodeLookup;
use rollbook_domain::settings::TenantId;

pub(crate) use self::line::Lines;
use crate::failure::{Failure, is_silence};
use crate::read::access::{Asked, Usual};
use crate::store::{Link, Work};
use crate::tables::Tables;

/// Reads of one kind of question, which go together for one tenant and one kind of key.
type Reads<K, Q, A> = Lines<(TenantId, K), Q, ReadResult<A>>;

/// Ways to name a customer and a subject.
type AccessKeys = (Discriminant<CustomerKey>, Discriminant<SubjectKey>);

/// So many batches of access checks are on their way at once, so that the server answers one while another is read.
const CHECKS_ON_THEIR_WAY: usize = 3;

/// What comes before a write is less to read than to prepare for, so all who ask meanwhile go with the next.
const OTHERS_ON_THEIR_WAY: usize = 1;

/// Where reads wait, by what they ask for.
pub(crate) struct Together {
    pub(crate) access: Reads<AccessKeys, Asked, Usual>,
    pub(crate) customers: Reads<Discriminant<CustomerKey>, CustomerKey, Option<CustomerRecord>>,
    /// Of seats that are found by one code.
    pub(crate) seats: Reads<(), CodeLookup, Option<SeatRow>>,
    pub(crate) tenant_states: Reads<(), (), Option<TenantState>>,
}

impl Default for Together {
    fn default() -> Self {
        Self {
            access: Lines::with(CHECKS_ON_THEIR_WAY),
            customers: Lines::with(OTHERS_ON_THEIR_WAY),
            seats: Lines::with(OTHERS_ON_THEIR_WAY),
            tenant_states: Lines::with(OTHERS_ON_THEIR_WAY),
        }
    }
}

impl Link {
    /// Reads by a single statement for whoever asks at once; `read` gives an answer for each of the questions, in their
    /// order, and is given the same ones again when it has to be done again.
    ///
    /// When many cannot be answered each of them is asked alone, so that what is wrong with one question stands in the way of
    /// no other.
    pub(crate) async fn read_together<K, Q, A>(
        &self,
        lines: &Reads<K, Q, A>,
        of: (TenantId, K),
        question: Q,
        read: impl for<'tables> Fn(&'tables mut Tables, &[Q]) -> Work<'tables, Vec<A>>,
    ) -> ReadResult<A>
    where
        K: Clone + Eq + Hash,
        Q: Clone,
    {
        let tenant = of.0.clone();
        let asked = lines.ask(of, question.clone(), async |questions| {
            match self.read_at_once(&tenant, |tables| read(tables, &questions)).await {
                Ok(answers) => Some(answers.into_iter().map(Ok).collect()),
                Err(failure) if questions.len() == 1 || is_nobodys(&failure) => {
                    let error = StoreError::from(failure);
                    Some(questions.iter().map(|_| Err(error.clone())).collect())
                }
                Err(_) => None,
            }
        });
        if let Some(answer) = asked.await {
            return answer;
        }
        let alone = [question];
        let mut answers = self.read_at_once(&tenant, |tables| read(tables, &alone)).await?;
        answers.pop().ok_or_else(|| StoreError::Unavailable("the question was lost".to_owned()))
    }
}

/// Whether nobody would have got an answer alone either, and would only have waited for it once more.
fn is_nobodys(failure: &Failure) -> bool {
    matches!(failure, Failure::Sqlx(error) if is_silence(error) || matches!(error, sqlx::Error::PoolTimedOut))
}
