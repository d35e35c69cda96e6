//! Compares random command lines with bash: `cargo run --release --example bash_differential [COUNT] [FIRST SEED]`,
//! or one script: `… --example bash_differential FILE`.

#[path = "../tests/differential/mod.rs"]
mod differential;

fn main() {
    if let Some(text) = std::env::args().nth(1).and_then(|path| std::fs::read_to_string(path).ok()) {
        println!("bash: {:?}", differential::bash_of(&text));
        println!("ours: {:?}", differential::ours_of(&text));
        return;
    }
    let mut numbers = std::env::args().skip(1).filter_map(|number| number.parse::<u64>().ok());
    let (count, first) = (numbers.next().unwrap_or(100_000), numbers.next().unwrap_or(1_000_000));
    let (mut scripts, mut calls, mut arguments, mut refused, mut different) = (0, 0, 0, 0, 0);
    let mut from = first;
    while from < first + count {
        let to = (from + 2_000).min(first + count);
        let Some(tally) = differential::compare(from, to) else {
            eprintln!("there is no bash here");
            std::process::exit(2);
        };
        scripts += tally.scripts;
        calls += tally.calls;
        arguments += tally.arguments;
        refused += tally.refused;
        for (script, theirs, ours) in &tally.different {
            different += 1;
            if different <= 20 {
                println!("=== script\n{script}\n--- bash\n{theirs:?}\n--- ours\n{ours:?}\n");
            }
        }
        from = to;
    }
    println!(
        "{scripts} scripts, {calls} calls, {arguments} arguments, {refused} refused by bash, {different} different"
    );
    for (construct, reason) in differential::scope::OUT_OF_SCOPE {
        println!("out of scope: {construct}: {reason}");
    }
    std::process::exit(i32::from(different > 0));
}
