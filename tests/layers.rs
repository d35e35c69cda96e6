//! The core stays pure: it knows no browser, no clock, no file and no network. The page builds no HTML from strings.
#![allow(clippy::panic, clippy::unwrap_used, missing_docs, reason = "a test")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// What the core must not name.
const IMPURE: &[&str] = &[
    "yew",
    "web_sys",
    "js_sys",
    "wasm_bindgen",
    "wasm_bindgen_futures",
    "gloo",
    "gloo_net",
    "std::fs",
    "std::net",
    "std::time",
    "std::process",
    "std::env",
    "std::thread",
    "SystemTime",
    "Instant",
];

/// What the page must not do: each is a way around text nodes or around the content security policy.
const UNSAFE_VIEWS: &[&str] =
    &["from_html_unchecked", "inner_html", "insert_adjacent_html", "outer_html", "style=", "eval"];

fn rust_files(folder: &Path, found: &mut Vec<PathBuf>) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries {
        let path = entry.unwrap().path();
        if path.is_dir() {
            rust_files(&path, found);
        } else if path.extension().is_some_and(|ext| ext == "rs") {
            found.push(path);
        }
    }
}

/// The lines that reach the product, with their numbers: no comments, no test modules.
fn product_lines(path: &Path) -> Vec<(usize, String)> {
    if path.file_name().is_some_and(|name| name == "tests.rs")
        || path.components().any(|part| part.as_os_str() == "tests")
    {
        return Vec::new();
    }
    let text = fs::read_to_string(path).unwrap();
    let text = text.split("\n#[cfg(test)]\nmod tests {").next().unwrap();
    let lines = text.lines().enumerate().filter(|(_, line)| !line.trim_start().starts_with("//"));
    lines.map(|(number, line)| (number + 1, line.to_owned())).collect()
}

/// Whether `word` stands in `line` with no letter, digit or `_` beside it.
fn names(line: &str, word: &str) -> bool {
    let beside = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '_');
    line.match_indices(word).any(|(at, _)| {
        let after = word.ends_with(|c: char| c.is_alphanumeric()) && beside(line[at + word.len()..].chars().next());
        !beside(line[..at].chars().next_back()) && !after
    })
}

fn offenders(files: &[PathBuf], words: &[&str]) -> Vec<String> {
    let mut out = Vec::new();
    for file in files {
        for (number, line) in product_lines(file) {
            for word in words.iter().filter(|word| names(&line, word)) {
                out.push(format!("{}:{number}: {word}", file.strip_prefix(ROOT).unwrap().display()));
            }
        }
    }
    out
}

#[test]
fn the_core_is_pure() {
    let src = Path::new(ROOT).join("src");
    let mut files = Vec::new();
    rust_files(&src, &mut files);
    let outside = |file: &PathBuf| {
        !file.starts_with(src.join("ui")) && !file.starts_with(src.join("browser")) && *file != src.join("main.rs")
    };
    files.retain(outside);
    assert!(files.len() > 20, "the core was not found under {}", src.display());
    let found = offenders(&files, IMPURE);
    assert!(found.is_empty(), "the core may not name these:\n{}", found.join("\n"));
}

#[test]
fn the_page_builds_no_html_from_strings() {
    let src = Path::new(ROOT).join("src");
    let mut files = Vec::new();
    rust_files(&src.join("ui"), &mut files);
    rust_files(&src.join("browser"), &mut files);
    let found = offenders(&files, UNSAFE_VIEWS);
    assert!(found.is_empty(), "the page may not use these:\n{}", found.join("\n"));
}

#[test]
fn the_core_depends_on_no_browser_crate() {
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned());
    let out = Command::new(cargo)
        .args(["tree", "--offline", "--edges", "normal", "--no-default-features", "--prefix", "none"])
        .current_dir(ROOT)
        .output()
        .unwrap();
    let tree = String::from_utf8_lossy(&out.stdout);
    assert!(out.status.success() && tree.contains("miniz_oxide"), "{}", String::from_utf8_lossy(&out.stderr));
    for line in tree.lines() {
        let name = line.split(' ').next().unwrap_or("");
        let browser = ["yew", "web-sys", "js-sys", "wasm-bindgen", "gloo"];
        assert!(!browser.iter().any(|part| name == *part || name.starts_with(&format!("{part}-"))), "{line}");
    }
}

#[test]
fn the_watchman_sees() {
    assert!(names("use std::time::Duration;", "std::time"));
    assert!(names("let at = Instant::now();", "Instant"));
    assert!(!names("let instant = InstantCoffee;", "Instant"));
    assert!(names("<p style={x}>", "style={") && names("style=\"a\"", "style="));
    assert!(!names("let evaluate = 1;", "eval"));
}
