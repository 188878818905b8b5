use async_trait::async_trait;
use rollbook_domain::group::Group;
use rollbook_domain::port::{GroupReader, ReadResult};

use crate::store::MemoryTenant;

#[async_trait]
impl GroupReader for MemoryTenant {
    async fn groups(&self) -> ReadResult<Vec<Group>> {
        let mut groups: Vec<Group> = self.read().groups.values().cloned().collect();
        groups.sort_by_cached_key(|group| group.code.folded());
        Ok(groups)
    }
}
