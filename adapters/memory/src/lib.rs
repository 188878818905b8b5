//! Rollbook's reference store: a fold of events, in memory.
//!
//! It keeps the log and what the domain's own `apply` functions make of it, answers every port from that, and is the
//! model the other stores are held against. It is complete, so a program can be built and tested on it; what it holds
//! is gone when the program ends.
//!
//! ```
//! use rollbook_domain::actor::Actor;
//! use rollbook_domain::commit::Commit;
//! use rollbook_domain::event::{Event, StreamId};
//! use rollbook_domain::id::{CommitId, CountingIds};
//! use rollbook_domain::port::Store;
//! use rollbook_domain::settings::{Settings, TenantEvent, TenantId};
//! use rollbook_domain::stamp::Revision;
//! use rollbook_domain::time::Instant;
//! use rollbook_memory::MemoryStore;
//!
//! # pollster::block_on(async {
//! let store = MemoryStore::new();
//! let tenant = store.tenant(&TenantId::default());
//!
//! let now = Instant::parse("2026-01-31T09:00:00Z")?;
//! let mut commit = Commit::new(CommitId::next(&CountingIds::default()), now, Actor::system());
//! commit.expect(StreamId::Tenant, Revision::NONE);
//! commit.push(Event::Tenant(TenantEvent::TenantAdded { settings: Box::new(Settings::initial()) }), None);
//! tenant.commit(commit).await?;
//!
//! assert_eq!(store.tenants().await?, [TenantId::default()]);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! # }).unwrap();
//! ```

mod access;
mod activity;
mod audit;
mod catalogue;
mod commit;
mod customer;
mod enrollment;
mod fold;
mod forget;
mod group;
mod impersonation;
mod import;
mod ledger;
mod login;
mod order;
mod organization;
mod outbox;
mod page;
mod personal;
mod retention;
mod sales_order;
mod seat;
mod settings;
mod store;
mod transcript;
mod unique;

pub use store::MemoryStore;
