use std::thread;

use rollbook_domain::port::ContractSourceError;
use tokio::sync::oneshot;

/// Does something slow on a thread of its own, so that a runtime can go on with other work meanwhile.
pub(crate) async fn apart<T: Send + 'static>(
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, ContractSourceError> {
    let (give, take) = oneshot::channel();
    let thread = thread::Builder::new().name("rollbook-netsuite".to_owned());
    thread
        .spawn(move || {
            let _ = give.send(work());
        })
        .map_err(|error| ContractSourceError::Unavailable(format!("no thread to read it with: {error}")))?;
    take.await.map_err(|_| ContractSourceError::Unavailable("the thread that read it broke down".to_owned()))
}
