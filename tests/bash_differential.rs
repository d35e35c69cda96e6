//! Random command lines are read as bash reads them, argument by argument.

#![allow(clippy::panic, clippy::unwrap_used, reason = "a test stops where it fails")]

mod differential;

#[test]
fn two_thousand_random_commands_are_read_as_bash_reads_them() {
    let Some(tally) = differential::compare(0, 2_000) else {
        eprintln!("!!! SKIPPED: there is no bash here, nothing was compared !!!");
        return;
    };
    for (script, theirs, ours) in tally.different.iter().take(12) {
        println!("=== script\n{script}\n--- bash\n{theirs:?}\n--- ours\n{ours:?}\n");
    }
    println!(
        "{} scripts, {} calls, {} arguments, {} refused by bash, {} different; {} constructs out of scope",
        tally.scripts,
        tally.calls,
        tally.arguments,
        tally.refused,
        tally.different.len(),
        differential::scope::OUT_OF_SCOPE.len()
    );
    assert!(tally.calls > 1_800, "most scripts call curl: {}", tally.calls);
    assert!(tally.refused * 100 < tally.scripts, "bash refuses {} scripts", tally.refused);
    assert!(tally.different.is_empty(), "{} scripts are read differently", tally.different.len());
}
