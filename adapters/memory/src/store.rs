//! The store, and the ports it hands out.

use std::collections::BTreeMap;
use std::sync::{Arc, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};

use async_trait::async_trait;
use rollbook_domain::port::{ReadResult, Store, TenantStore};
use rollbook_domain::settings::TenantId;

use crate::ledger::Ledger;

/// A store that lives as long as the program; clones share what they hold.
#[derive(Clone, Default)]
pub struct MemoryStore {
    tenants: Arc<RwLock<BTreeMap<TenantId, Arc<MemoryTenant>>>>,
}

impl MemoryStore {
    /// An empty store.
    pub fn new() -> Self {
        Self::default()
    }
}

#[async_trait]
impl Store for MemoryStore {
    fn tenant(&self, id: &TenantId) -> Arc<dyn TenantStore> {
        let mut tenants = self.tenants.write().unwrap_or_else(PoisonError::into_inner);
        let tenant = tenants.entry(id.clone()).or_insert_with(|| Arc::new(MemoryTenant::new(id)));
        Arc::clone(tenant) as Arc<dyn TenantStore>
    }

    async fn tenants(&self) -> ReadResult<Vec<TenantId>> {
        let tenants = self.tenants.read().unwrap_or_else(PoisonError::into_inner);
        let there = tenants.iter().filter(|(_, tenant)| tenant.read().settings.is_some());
        Ok(there.map(|(id, _)| id.clone()).collect())
    }
}

/// All ports of one tenant.
pub(crate) struct MemoryTenant {
    ledger: RwLock<Ledger>,
}

impl MemoryTenant {
    fn new(id: &TenantId) -> Self {
        Self { ledger: RwLock::new(Ledger { tenant: id.clone(), ..Ledger::default() }) }
    }

    /// One consistent state, for one reader.
    pub(crate) fn read(&self) -> RwLockReadGuard<'_, Ledger> {
        self.ledger.read().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn write(&self) -> RwLockWriteGuard<'_, Ledger> {
        self.ledger.write().unwrap_or_else(PoisonError::into_inner)
    }
}
