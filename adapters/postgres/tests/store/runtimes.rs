//! A store on a runtime that others use as well.

use pollster::block_on;
use rollbook_postgres::{PostgresOptions, PostgresStore};
use tokio::runtime::Builder;

use crate::given::{Given, tenant};

#[test]
fn a_store_on_a_lent_runtime_answers_inside_and_outside_of_it_and_leaves_it_running() {
    let given = Given::a_database();
    let runtime = Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    // One connection serves both sides.
    let options = PostgresOptions { connections: 1, ..PostgresOptions::default() };
    let store =
        block_on(PostgresStore::open_on(runtime.handle().clone(), given.database.url(), &options)).unwrap();
    let (one, other) = (tenant(&store), tenant(&store));
    let commit = given.a_customer();
    let id = commit.id;
    let inside = runtime.block_on(runtime.spawn(async move {
        let committed = one.commit(commit).await.unwrap();
        (committed, one.tenant_state().await.unwrap())
    }));
    let (committed, state) = inside.unwrap();
    assert_eq!(block_on(other.find_commit(id)), Ok(Some(committed)));
    assert_eq!(block_on(other.tenant_state()), Ok(state));
    drop((store, other));
    assert_eq!(runtime.block_on(runtime.spawn(async { 7 })).unwrap(), 7);
}
