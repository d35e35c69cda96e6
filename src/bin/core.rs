//! The worker: reading and diagnosing away from the page. Everything is in the library.

fn main() {
    #[cfg(feature = "web")]
    claude_troubleshooter::browser::worker::serve();
}
