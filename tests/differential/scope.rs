//! What the generator leaves out, and why.

/// Construct, reason.
pub const OUT_OF_SCOPE: &[(&str, &str)] = &[
    ("$? $$ $! $- $_ $RANDOM $SECONDS $LINENO", "known only while the script runs"),
    ("variables that are not set", "a paste does not show what is set: all names count as set, and stay symbols"),
    ("output of commands in $(…) and `…`", "known only while they run: the substitution stays as it is typed"),
    ("`a || curl`, `if`, `case` with conditions that fail", "which branch runs is not known: all calls are read"),
    ("file names that match a glob", "the paste does not show the folder: a pattern stays as it is, as bash leaves it"),
    ("# curl …", "a prompt of root looks the same: it is read as a command"),
    ("curl inside a quoted text, as in echo \"curl …\"", "logs and JSON quote commands: they are read"),
    ("a command that is broken", "repairs give what was meant, bash what was typed; ../shared/curl compares those"),
    ("~user, ~+, ~-", "home and working folders are not known; ~ and ~/… stay as they are too, and bash's HOME is ~"),
    ("eval, source, alias, read, mapfile, getopts, trap", "programs, not command lines"),
    ("extglob, IFS other than blanks, set -f, set -u, shopt", "options that change the language"),
    ("coproc, select, [[ ]] and (( )) around a call", "not met in pastes"),
    ("${X@Q} and the other @ forms, ${!X*}", "not met in pastes"),
    ("braces in the words of export and declare", "they assign several times; not met in pastes"),
    ("${X:=value} of an empty variable, used again later", "an expansion that assigns; not met in pastes"),
    ("${X:-{\\}} with braces behind it", "bash pairs its braces across the two; not met in pastes"),
    ("NUL bytes", "bash drops them"),
    ("history expansion", "at a prompt only; a script has none"),
];
