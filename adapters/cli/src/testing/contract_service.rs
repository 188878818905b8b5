//! A system that owns one contract, for who has the token.

use std::sync::Arc;

use async_trait::async_trait;
use rollbook_domain::plan::contracts::SourceContract;
use rollbook_domain::port::{ContractPage, ContractSource, ContractSourceError, Cursor};

use crate::{ContractSources, RecordService, SourceFailed};

/// Lets in the token `right`.
pub(super) struct ContractService;

struct Contracts {
    is_let_in: bool,
}

impl ContractSources for ContractService {
    fn netsuite(&self, service: &RecordService) -> Result<Arc<dyn ContractSource>, SourceFailed> {
        if !service.address.starts_with("https:") {
            return Err(SourceFailed(format!("`{}` is not https:", service.address)));
        }
        Ok(Arc::new(Contracts { is_let_in: service.token.reveal().trim() == "right" }))
    }
}

#[async_trait]
impl ContractSource for Contracts {
    async fn contracts(&self, _after: Option<&Cursor>) -> Result<ContractPage, ContractSourceError> {
        if !self.is_let_in {
            return Err(ContractSourceError::Denied("the token is not accepted".to_owned()));
        }
        let contract = SourceContract {
            place: "salesOrder/107".to_owned(),
            external_id: Some("107".to_owned()),
            number: "SO-1".to_owned(),
            client: "Northern Rail".to_owned(),
            starts: "2026-01-01".to_owned(),
            ends: "2026-12-31".to_owned(),
            courses: vec!["ALG".to_owned()],
            seats: Some(String::new()),
            lacks: None,
        };
        Ok(ContractPage { contracts: vec![contract], next: None })
    }
}
