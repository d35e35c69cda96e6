//! Runs scripts in bash. No network: `curl` is a function (and a program, for `command curl`) that only records.

use super::{generate, Call};
use std::fs;
use std::path::PathBuf;
use std::process::{Command, Stdio};

/// Sets the scene (no globs: the folder here is not the one of a paste): functions for what stands in front of curl, and for programs whose output is not known.
const DRIVER: &str = r#"
set -f
record() {
  local in=- word
  for word; do case $word in @-|-) IFS= read -r -d '' in || :; in=+$in; break;; esac; done
  printf '%s\0' "$ID" "$#" "$@" "$in" >&9
}
curl() { record "$@"; }
sudo() { while [[ $1 == -* || $1 == *=* ]]; do shift; done; "$@"; }
env() { while [[ $1 == -* || $1 == *=* ]]; do shift; done; "$@"; }
nohup() { "$@"; }
jq() { while IFS= read -r _; do :; done; }
keyof:a() { printf '%s' '$(keyof:a)'; }
keyof:b() { printf '%s' '$(keyof:b)'; }
whoisit() { printf '%s' "\$(whoisit)"; }
export ID
for ID in $(seq 0 $((COUNT - 1))); do
  ( . ./s/$ID.sh ) </dev/null >/dev/null 2>./s/$ID.err
  printf '%s\0' "end $ID" >&9
done
"#;

/// The calls of each script; `None` for one that bash refuses, and for all where there is no bash.
pub fn run(scripts: &[String]) -> Option<Vec<Option<Vec<Call>>>> {
    let root = std::env::temp_dir().join(format!("differential-{}-{}", std::process::id(), scripts.len()));
    let folder = root.join("s");
    fs::create_dir_all(&folder).unwrap();
    for (id, script) in scripts.iter().enumerate() {
        fs::write(folder.join(format!("{id}.sh")), script).unwrap();
    }
    for file in generate::FILES {
        fs::write(root.join(file), format!("@{file}")).unwrap();
    }
    // `command curl` passes functions by.
    let program = root.join("curl");
    let record = DRIVER.split("curl()").next().unwrap();
    fs::write(&program, format!("#!/bin/bash\n{record}\nrecord \"$@\"\n")).unwrap();
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).unwrap();
    }
    fs::write(root.join("driver.sh"), DRIVER).unwrap();
    let mut command = Command::new("bash");
    command.args(["--norc", "--noprofile", "-c", ". ./driver.sh 9>record"]).current_dir(&root).env_clear();
    command.env("PATH", format!("{}:/usr/bin:/bin", root.display()));
    command.env("HOME", generate::HOME).env("LC_ALL", "C.UTF-8").env("COUNT", scripts.len().to_string());
    command.env("ID", "").stdin(Stdio::null());
    for name in generate::UNKNOWN {
        command.env(name, format!("${{{name}}}"));
    }
    if command.status().is_err() {
        return None;
    }
    let record = fs::read(root.join("record")).unwrap();
    let refused = |id: usize| {
        let error = fs::read_to_string(folder.join(format!("{id}.err"))).unwrap_or_default();
        ["syntax error", "unexpected EOF", "bad substitution", "unexpected end", "ambiguous"]
            .iter()
            .any(|sign| error.contains(sign))
    };
    let calls = parse(&record, scripts.len());
    let out = calls.into_iter().enumerate().map(|(id, calls)| (!refused(id)).then_some(calls)).collect();
    let _ = fs::remove_dir_all::<PathBuf>(root);
    Some(out)
}

fn parse(record: &[u8], count: usize) -> Vec<Vec<Call>> {
    let mut all = vec![Vec::new(); count];
    let mut fields = record.split(|byte| *byte == 0).map(|field| String::from_utf8_lossy(field).into_owned());
    while let Some(id) = fields.next() {
        let Ok(id) = id.parse::<usize>() else { continue };
        let words: usize = fields.next().unwrap().parse().unwrap();
        // printf writes one empty field where there is no argument.
        let words: Vec<String> = (0..words.max(1)).map(|_| fields.next().unwrap()).collect();
        let input = fields.next().unwrap().strip_prefix('+').map(str::to_owned);
        all[id].push(Call { words, input });
    }
    all
}
