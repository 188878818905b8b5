use std::io;

/// Does something on a thread of its own and waits for it, since a runtime must not be driven from inside another.
pub(super) fn apart<T: Send>(work: impl FnOnce() -> T + Send) -> io::Result<T> {
    std::thread::scope(|scope| {
        let thread =
            std::thread::Builder::new().name("rollbook-mail".to_owned()).spawn_scoped(scope, work)?;
        thread.join().map_err(|_| io::Error::other("the thread broke down"))
    })
}
