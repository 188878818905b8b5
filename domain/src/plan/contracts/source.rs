//! A contract as the system that owns it writes it.

use super::shelf::Shelf;
use crate::catalogue::Catalogue;
use crate::refusal::Refusal;
use crate::rule::{ENR_01, ENR_02, ORD_09, RuleId};
use crate::sales_order::{SalesOrder, SalesOrderRefused, SalesOrderTerms, Term};
use crate::text::{Code, TextError, Title, shown};
use crate::time::{Moment, TimeError, Zone};

/// A contract as the system that owns it writes it; nothing of it has been looked at yet.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SourceContract {
    /// Where it stands there, for whoever has to mend it: a line of a file, the path of a record.
    pub place: String,
    /// What the source calls it; blank where it has only its number, `None` where the source says nothing of that.
    pub external_id: Option<String>,
    /// The sales order's number.
    pub number: String,
    /// The organization.
    pub client: String,
    /// The first day or instant of the term.
    pub starts: String,
    /// The last day of the term, or the first instant past it.
    pub ends: String,
    /// The codes or ids of the courses it covers.
    pub courses: Vec<String>,
    /// How many learners may be linked to it; blank for any number, `None` where the source says nothing of that.
    pub seats: Option<String>,
    /// The source's own name of a field that a contract cannot do without and that says nothing, if there is one; nothing
    /// is made of such a contract.
    pub lacks: Option<String>,
}

/// A contract that makes sense: what the sales order would be, and what it is.
pub(super) struct ReadContract<'a> {
    pub(super) number: Code,
    pub(super) terms: SalesOrderTerms,
    pub(super) known: Option<&'a SalesOrder>,
}

/// Why a contract of a source cannot be taken over.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ContractError {
    /// A text of it is not right.
    #[error("{what}: {error}")]
    Text {
        /// Which one.
        what: &'static str,
        /// What is wrong with it.
        error: TextError,
    },
    /// A date of it is not right.
    #[error("{what}: {error}")]
    Time {
        /// Which one.
        what: &'static str,
        /// What is wrong with it.
        error: TimeError,
    },
    /// It is not a number of seats.
    #[error(
        "seats: `{0}` is not a number of seats; give a whole number from 1, or leave it blank for any number"
    )]
    Seats(String),
    /// A field says nothing that a contract cannot do without.
    #[error(
        "the field `{0}` is empty or not there, and a contract needs it; fill it in at the source, or name another field"
    )]
    EmptyField(String),
    /// There is no such course.
    #[error("courses: there is no course `{0}`; add it first, or mend the code")]
    Course(String),
    /// Another contract of the source has the number or the external id.
    #[error("{what}: `{value}` stands at {first} already")]
    Twice {
        /// Which of them.
        what: &'static str,
        /// It.
        value: String,
        /// Where it stands first.
        first: String,
    },
    /// The number of a known contract is another.
    #[error(
        "number: contract `{external_id}` is known as sales order {known}, not {number}; a number never changes"
    )]
    Renumbered {
        /// What the source calls it.
        external_id: Title,
        /// The number known.
        known: Code,
        /// The number given.
        number: Code,
    },
    /// The rules turn it down.
    #[error(transparent)]
    Refused(#[from] SalesOrderRefused),
}

impl Refusal for ContractError {
    fn rules(&self) -> &'static [RuleId] {
        match self {
            Self::Course(_) => &[ORD_09],
            Self::Text { .. } | Self::Time { .. } | Self::Seats(_) | Self::EmptyField(_) => &[ENR_01],
            Self::Twice { .. } | Self::Renumbered { .. } => &[ENR_02],
            Self::Refused(refused) => refused.rules(),
        }
    }
}

impl SourceContract {
    /// Reads number and terms; a contract without an external id goes by its number.
    ///
    /// External id and seats stay as they are known where the source says nothing of them, so that a file without the
    /// column lifts no limit.
    pub(super) fn read<'a>(
        &self,
        catalogue: &Catalogue,
        zone: &Zone,
        orders: &Shelf<'a>,
    ) -> Result<ReadContract<'a>, ContractError> {
        if let Some(field) = &self.lacks {
            return Err(ContractError::EmptyField(shown(field)));
        }
        let number =
            Code::parse(&self.number).map_err(|error| ContractError::Text { what: "number", error })?;
        let title =
            |what, text: &str| Title::parse(text).map_err(|error| ContractError::Text { what, error });
        let by_number = || title("number", number.as_str());
        let named = match self.external_id.as_deref().map(str::trim) {
            None => None,
            Some("") => Some(by_number()?),
            Some(id) => Some(title("external id", id)?),
        };
        let known = orders.find(&number, named.as_ref());
        let external_id = match named.or_else(|| known?.terms.external_id.clone()) {
            Some(external_id) => external_id,
            None => by_number()?,
        };
        let client = title("client", &self.client)?;
        let moment =
            |what, text: &str| Moment::parse(text).map_err(|error| ContractError::Time { what, error });
        let term = Term::typed(moment("start", &self.starts)?, moment("end", &self.ends)?, zone)?;
        let mut courses = Vec::with_capacity(self.courses.len());
        for key in self.courses.iter().map(|key| key.trim()).filter(|key| !key.is_empty()) {
            let course = catalogue.find_course(key).ok_or_else(|| ContractError::Course(shown(key)))?;
            if !courses.contains(&course.id) {
                courses.push(course.id);
            }
        }
        let seats = match self.seats.as_deref().map(str::trim) {
            None => known.and_then(|known| known.terms.seats),
            Some("") => None,
            Some(text) => Some(text.parse().map_err(|_| ContractError::Seats(shown(text)))?),
        };
        let terms = SalesOrderTerms { external_id: Some(external_id), client, term, courses, seats };
        Ok(ReadContract { number, terms, known })
    }
}
