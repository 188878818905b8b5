//! Which systems contracts are read out of.

use std::sync::Arc;

use rollbook_cli::{ContractSources, RecordService, SourceFailed};
use rollbook_domain::port::ContractSource;
use rollbook_netsuite::{
    Address, BearerToken, Fields, NetsuiteError, NetsuiteOptions, NetsuiteSource, ThreadWaiter, TokenFile,
};

/// The systems that this program can ask.
pub(crate) struct KnownContractSources;

impl ContractSources for KnownContractSources {
    fn netsuite(&self, service: &RecordService) -> Result<Arc<dyn ContractSource>, SourceFailed> {
        let source = netsuite(service).map_err(|error| SourceFailed(error.to_string()))?;
        Ok(Arc::new(source))
    }
}

fn netsuite(service: &RecordService) -> Result<NetsuiteSource, NetsuiteError> {
    let address = Address::parse(&service.address)?;
    let token = BearerToken::parse(service.token.reveal())?;
    let fields = service.fields.as_deref().map(Fields::parse).transpose()?.unwrap_or_default();
    let authorities = service.authorities.clone();
    let renewal = service.token_file.clone().map(|path| Arc::new(TokenFile::new(path)) as _);
    let options = NetsuiteOptions { fields, authorities, renewal, ..NetsuiteOptions::default() };
    NetsuiteSource::open(address, &token, options, Arc::new(ThreadWaiter))
}
