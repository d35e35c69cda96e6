//! Random command lines, what bash makes of them, and what we do.
//!
//! [`generate`] writes a script from a seed, [`bash`] runs many of them in one bash whose `curl` records its
//! arguments, [`ours`] reads the same text, [`scope`] lists what is not compared and why.

#![allow(clippy::panic, clippy::unwrap_used, missing_docs, reason = "a test stops where it fails")]

mod bash;
pub mod generate;
mod ours;
pub mod scope;

/// One call of curl: its arguments, and its standard input where it asks for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Call {
    pub words: Vec<String>,
    pub input: Option<String>,
}

/// What a run came to.
#[derive(Debug, Default)]
pub struct Tally {
    pub scripts: usize,
    pub calls: usize,
    pub arguments: usize,
    /// Scripts that bash itself refuses: a fault of the generator.
    pub refused: usize,
    /// Script, what bash gave, what we gave.
    pub different: Vec<(String, Vec<Call>, Vec<Call>)>,
}

/// What bash makes of one script.
#[allow(dead_code, reason = "used by the example")]
pub fn bash_of(script: &str) -> Option<Vec<Call>> {
    bash::run(&[script.to_owned()])?.pop().flatten()
}

/// What we make of one script.
#[allow(dead_code, reason = "used by the example")]
pub fn ours_of(script: &str) -> Vec<Call> {
    ours::read(script)
}

/// Compares the scripts of the seeds `from..to`; `None` where there is no bash.
pub fn compare(from: u64, to: u64) -> Option<Tally> {
    let scripts: Vec<String> = (from..to).map(generate::script).collect();
    let theirs = bash::run(&scripts)?;
    let mut tally = Tally { scripts: scripts.len(), ..Tally::default() };
    for (script, calls) in scripts.into_iter().zip(theirs) {
        let Some(calls) = calls else {
            tally.refused += 1;
            if std::env::var_os("SHOW_REFUSED").is_some() {
                println!("=== refused\n{script}");
            }
            continue;
        };
        tally.calls += calls.len();
        tally.arguments += calls.iter().map(|call| call.words.len()).sum::<usize>();
        let mine = ours::read(&script);
        if mine != calls {
            tally.different.push((script, calls, mine));
        }
    }
    Some(tally)
}
