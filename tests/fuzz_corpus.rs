//! Replays the small corpus of every fuzz target with the target's own invariants.

#![allow(clippy::panic, clippy::unwrap_used, missing_docs, reason = "a test stops where it fails")]

#[path = "../fuzz/src/lib.rs"]
mod invariants;

use std::fs;
use std::path::Path;

type Target = (&'static str, fn(&[u8]));

const TARGETS: [Target; 11] = [
    ("diagnose", invariants::diagnose),
    ("read", invariants::read),
    ("recording", invariants::recording),
    ("wire", invariants::wire),
    ("posix", invariants::posix),
    ("cmd", invariants::cmd),
    ("powershell", invariants::powershell),
    ("code", invariants::code),
    ("json", invariants::json),
    ("mask", invariants::mask),
    ("share", invariants::share),
];

#[test]
fn every_target_holds_on_its_corpus() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz");
    for (name, check) in TARGETS {
        assert!(root.join("fuzz_targets").join(format!("{name}.rs")).exists(), "no fuzz target {name}");
        let files = fs::read_dir(root.join("corpus").join(name)).unwrap();
        let mut count = 0;
        for file in files {
            let path = file.unwrap().path();
            println!("{}", path.display());
            check(&fs::read(&path).unwrap());
            count += 1;
        }
        assert!(count >= 5, "{name} has {count} inputs");
    }
}
