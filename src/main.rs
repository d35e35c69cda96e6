//! The page: mounts the views. Everything else is in the library.

fn main() {
    #[cfg(feature = "web")]
    claude_troubleshooter::ui::start();
}
