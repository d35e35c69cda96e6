//! How many commands are read in a second: `cargo run --release --example command_speed [FILE]`.
//!
//! FILE is a JSON array of commands; without it, those of `tests/data/recorded` that are for bash and whole. Compiled
//! for the browser, this gives its page one function that reads a command, which `scripts/compare-speed` measures
//! beside curlconverter.

use claude_troubleshooter::curl;

#[cfg(not(target_arch = "wasm32"))]
fn main() {
    use std::hint::black_box;
    use std::time::{Duration, Instant};

    /// Runs; the median counts.
    const RUNS: usize = 9;
    const RUN: Duration = Duration::from_millis(400);

    let commands = match std::env::args().nth(1) {
        Some(file) => std::fs::read_to_string(file).ok().and_then(|text| serde_json::from_str(&text).ok()),
        None => Some(own()),
    };
    let Some(commands): Option<Vec<String>> = commands.filter(|commands: &Vec<String>| !commands.is_empty()) else {
        eprintln!("no commands: the file is no JSON array of texts");
        std::process::exit(2);
    };
    let round =
        || commands.iter().map(|command| black_box(curl::read(black_box(command))).requests.len()).sum::<usize>();
    let requests = round();
    let mut rates: Vec<f64> = (0..RUNS)
        .map(|_| {
            let begin = Instant::now();
            let mut read = 0;
            while begin.elapsed() < RUN {
                black_box(round());
                read += commands.len();
            }
            read as f64 / begin.elapsed().as_secs_f64()
        })
        .collect();
    rates.sort_by(f64::total_cmp);
    let (least, median, most) = (rates[0], rates[RUNS / 2], rates[RUNS - 1]);
    println!(
        "{median:.0} commands a second, median of {RUNS} runs ({least:.0} to {most:.0}); {} commands, {requests} requests",
        commands.len()
    );
}

/// The commands of `tests/data/recorded`.
#[cfg(not(target_arch = "wasm32"))]
fn own() -> Vec<String> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/recorded");
    let mut files: Vec<_> =
        std::fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path()).collect();
    files.sort();
    let whole = |file: &std::path::PathBuf| {
        let family = file.file_stem().unwrap_or_default();
        file.extension().is_some_and(|kind| kind == "txt")
            && family != "broken"
            && family != "cmd"
            && family != "powershell"
    };
    let texts = files.iter().filter(|file| whole(file)).filter_map(|file| std::fs::read_to_string(file).ok());
    let command = |block: &str| {
        let command = block.split_once('\n').map_or("", |(_, command)| command);
        command.split("--- meant\n").next().unwrap_or("").to_owned()
    };
    texts.flat_map(|text| format!("\n{text}").split("\n=== ").skip(1).map(command).collect::<Vec<_>>()).collect()
}

#[cfg(all(target_arch = "wasm32", feature = "web"))]
fn main() {
    use wasm_bindgen::closure::Closure;

    let read = Closure::<dyn Fn(String) -> usize>::new(|command: String| curl::read(&command).requests.len());
    let _ = js_sys::Reflect::set(&js_sys::global(), &"readCommand".into(), read.as_ref());
    read.forget();
}

#[cfg(all(target_arch = "wasm32", not(feature = "web")))]
fn main() {
    let _ = curl::read("");
}
