//! The text of a file that a command reads, where the paste shows it: printed (`cat body.json`, `type
//! body.json`), or written before (`echo … > body.json`, a here-document, `… | Set-Content body.json`).

use super::args::Item;
use super::build::Context;
use super::options::Act;
use super::powershell;
use crate::request::Dialect;
use crate::shell::posix::Lexer;
use crate::shell::ps_value::PsVars;
use crate::shell::{cmd, guess, output_of, Source, Stdin, Vars, Word};
use crate::span::Span;
use crate::text::Traced;

/// The most places of a file's name that are looked at.
const MOST: usize = 24;

/// Programs that print a file.
const PRINTERS: &[&str] = &["cat", "type", "get-content", "gc", "more", "less", "bat", "jq"];

/// The text of the file that `argument` (`@name`, `name`) speaks of.
pub fn shown(src: Source<'_>, argument: &Traced, dialect: Dialect, vars: &Vars, ps_vars: &PsVars) -> Option<Traced> {
    let name = base(argument.as_str().trim_start_matches('@'));
    if name.len() < 2 {
        return None;
    }
    let written = match dialect {
        Dialect::Cmd => echoed(src, name, vars),
        Dialect::PowerShell => set(src, name, ps_vars),
        Dialect::Posix | Dialect::Fish => written(src, name, vars),
    };
    written.or_else(|| printed(src, name))
}

/// The same for a command of a POSIX shell or cmd, whose standard input is called `-`.
pub fn of_shell(src: Source<'_>, argument: &Traced, context: &Context<'_>) -> Option<Traced> {
    if let ("-" | "@-", Some(Stdin::Text(text))) = (argument.as_str(), context.stdin) {
        return Some(text.clone());
    }
    shown(src, argument, context.dialect, context.vars, &PsVars::default())
}

/// What `-H @name` stands for, one `-H` for each line of the file, where the paste shows its text.
pub fn headers(src: Source<'_>, item: &Item, context: &Context<'_>) -> Option<Vec<Item>> {
    let Item::Option { opt, value: Some(word), span, .. } = item else { return None };
    if opt.act != Act::Header || !word.as_str().starts_with('@') {
        return None;
    }
    let text = of_shell(src, &word.text, context)?;
    let mut at = 0;
    let line = |line: &str| {
        let begin = at;
        at += line.len();
        let text = text.slice(begin..begin + line.trim_end_matches(['\n', '\r']).len());
        // curl drops a line without a colon: a blank one and a comment are meant to be dropped.
        let words = text.as_str().trim();
        let comment = words.starts_with('#') && !words.contains(':');
        let typed = !words.is_empty() && !comment && !words.starts_with('@');
        typed.then(|| Item::Option { opt, off: false, expand: false, value: Some(Word::bare(text)), span: *span })
    };
    Some(text.as_str().split_inclusive('\n').filter_map(line).collect())
}

/// The name without its folders.
fn base(name: &str) -> &str {
    let name = name.trim_matches(['"', '\'']);
    name.rsplit(['/', '\\']).next().unwrap_or(name)
}

/// Where the name stands as a word of its own.
fn places<'a>(text: &'a str, name: &'a str) -> impl Iterator<Item = (usize, usize)> + 'a {
    let part = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-');
    text.match_indices(name).take(MOST).map(|(at, _)| (at, at + name.len())).filter(move |(at, end)| {
        let before = text.get(..*at).and_then(|text| text.chars().next_back());
        let after = text.get(*end..).and_then(|text| text.chars().next());
        !before.is_some_and(|c| part(c) || c == '.') && !after.is_some_and(part)
    })
}

/// The line around byte `at`: from, to.
fn line(text: &str, at: usize) -> (usize, usize) {
    let from = text.get(..at).and_then(|text| text.rfind('\n')).map_or(0, |newline| newline + 1);
    let to = text.get(at..).and_then(|text| text.find('\n')).map_or(text.len(), |newline| at + newline);
    (from, to)
}

/// A line that prints the file or names it, and JSON below.
fn printed(src: Source<'_>, name: &str) -> Option<Traced> {
    let text = src.text();
    places(text, name).find_map(|(at, end)| {
        let (from, to) = line(text, at);
        let (before, after) = (src.get(from, at), src.get(end, to));
        let lead = before.trim().trim_end_matches(['"', '\'', '`', '*', '/', '\\', '.']);
        let verb = lead.split_whitespace().next().unwrap_or("").to_ascii_lowercase();
        let printer = PRINTERS.contains(&verb.as_str());
        let heading = lead.chars().all(|c| c.is_whitespace() || "#*`-/=".contains(c))
            || (after.trim_end().ends_with(':') && !lead.contains("curl"));
        let tail = after.trim_matches(|c: char| c.is_whitespace() || "\"'`*:=-#".contains(c));
        if !(printer || heading) || before.ends_with('@') || !tail.is_empty() {
            return None;
        }
        let below = src.get(to, text.len());
        let body = below.trim_start_matches(|c: char| c.is_whitespace());
        let body = match body.strip_prefix("```") {
            Some(fence) => fence.split_once('\n').map_or("", |(_, rest)| rest).trim_start(),
            None => body,
        };
        let start = text.len() - body.len();
        let gap = src.get(to, start).matches('\n').count();
        if gap > 4 || !guess::begins_json(body) || !src.burn(body.len()) {
            return None;
        }
        let paragraph = body.find("\n\n").unwrap_or(body.len());
        let length = guess::json_end(body).unwrap_or(paragraph);
        let mut out = Traced::new();
        src.copy(&mut out, start..start + length);
        Some(out)
    })
}

/// `echo … > name`, `cat > name <<EOF`, `tee name <<EOF`.
fn written(src: Source<'_>, name: &str, vars: &Vars) -> Option<Traced> {
    let text = src.text();
    let mut starts: Vec<usize> = Vec::new();
    for verb in ["echo ", "printf ", "cat ", "tee "] {
        starts.extend(text.match_indices(verb).map(|(at, _)| at).take(MOST));
    }
    starts.sort_unstable();
    starts.into_iter().find_map(|start| {
        let lead = src.get(line(text, start).0, start).trim_end();
        let begins = lead.is_empty() || lead.ends_with(['&', ';', '{', '(', '|']) || lead.ends_with("sudo");
        if !begins || !src.burn(256) {
            return None;
        }
        let mut lexer = Lexer::new(src, start, vars);
        let commands = lexer.pipeline(0, |_| false);
        let simple = commands.first()?;
        src.burn(lexer.pos.saturating_sub(start));
        let tee = simple.words.first().is_some_and(|word| word.as_str() == "tee");
        let output = if tee { simple.words.last().map(|word| &word.text) } else { simple.output.as_ref() };
        if base(output?.as_str()) != name {
            return None;
        }
        match if tee { simple.stdin.clone() } else { output_of(simple) } {
            Some(Stdin::Text(text)) => Some(text),
            _ => None,
        }
    })
}

/// `echo {…} > name` of cmd, with `>>` for more lines.
fn echoed(src: Source<'_>, name: &str, vars: &Vars) -> Option<Traced> {
    let mut out: Option<Traced> = None;
    let mut block: Option<Traced> = None;
    let mut at = 0;
    for line in src.text().split_inclusive('\n') {
        let start = at + line.len() - line.trim_start_matches([' ', '\t', '@']).len();
        at += line.len();
        let typed = src.get(start, at);
        if typed.starts_with('(') {
            block = Some(Traced::new());
        }
        let inner = typed.trim_start_matches(['(', ' ']);
        let begin = start + typed.len() - inner.len();
        let echo = inner.get(..5).is_some_and(|verb| verb.eq_ignore_ascii_case("echo "));
        let first = inner.starts_with('>');
        if !(echo || first || inner.starts_with(')') && block.is_some()) {
            continue;
        }
        let (mut text, output, append) = cmd::echoed(src, begin, vars);
        text.push_replaced("\n", Span::at(src.at(at).start));
        if inner.starts_with(')') {
            text = block.take().unwrap_or_default();
        } else if output.is_none() {
            if let Some(block) = &mut block {
                block.append(&text);
            }
            continue;
        }
        if output.is_some_and(|file| base(file.as_str()) == name) {
            match out.as_mut().filter(|_| append) {
                Some(out) => out.append(&text),
                None => out = Some(text),
            }
        }
    }
    out
}

/// `… | Set-Content name`, `… | Out-File name`, `… > name`, `Set-Content name -Value …`.
fn set(src: Source<'_>, name: &str, vars: &PsVars) -> Option<Traced> {
    let text = src.text();
    places(text, name).find_map(|(at, end)| {
        let (from, to) = line(text, at);
        let lead = src.get(from, at);
        let lower = lead.to_ascii_lowercase();
        let verb =
            ["set-content", "out-file", "add-content", "> ", ">", "sc "].iter().find_map(|verb| lower.rfind(verb));
        let value = match verb {
            Some(verb) => {
                let before = lead.get(..verb)?.trim_end();
                let before = before.strip_suffix('|').unwrap_or(before).trim_end();
                if before.is_empty() {
                    let rest = src.get(end, to);
                    let rest = rest.trim_start_matches(['"', '\'']).trim_start();
                    let rest = rest.strip_prefix("-Value").or_else(|| rest.strip_prefix("-value")).unwrap_or(rest);
                    return powershell::value_at(src, to - rest.len(), vars);
                }
                powershell::value_before(src, 0, from + before.len(), vars)?
            }
            None if lower.contains("writealltext") => {
                let comma = src.get(end, to).find(',')?;
                powershell::value_at(src, end + comma + 1, vars)?
            }
            None => return None,
        };
        Some(value)
    })
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::panic)]
mod tests {
    use crate::curl::read;

    #[test]
    fn files_that_the_paste_shows_are_read() {
        let body = "{\"model\":\"m\",\"max_tokens\":1}";
        let command = "curl https://api.anthropic.com/v1/messages -d @body.json";
        let exe = "curl.exe https://api.anthropic.com/v1/messages -d \"@body.json\"";
        let pastes = [
            format!("C:\\x>type body.json\n{body}\n\nC:\\x>{command}"),
            format!("@echo off\necho {body} > %TEMP%\\body.json\ncurl https://a.b/c ^\n -d @%TEMP%\\body.json"),
            format!("@echo off\n(\necho {{\"model\":\"m\",\necho \"max_tokens\":1}}\n) > body.json\n{command} ^\n -s"),
            format!("cat > body.json <<'EOF'\n{body}\nEOF\n{command}"),
            format!("cat <<EOF > /tmp/body.json\n{body}\nEOF\n{command}"),
            format!("echo '{body}' > body.json && {command}"),
            format!("$ cat body.json\n{body}\n$ {command}"),
            format!("{command}\n\nbody.json:\n```json\n{body}\n```\n"),
            format!("$ {command}\n{{\"type\":\"error\"}}\n\n$ cat ./body.json\n{body}"),
            format!("$b = '{body}'\n$b | Set-Content body.json\n{exe}"),
            format!("@'\n{body}\n'@ | Out-File -Encoding ascii body.json\n{exe}"),
            format!("Set-Content -Path body.json -Value '{body}'\n{exe}"),
        ];
        for paste in pastes {
            let commands = read(&paste);
            let shown = commands.requests.first().and_then(|request| request.file.as_ref());
            let text = shown.map(|text| text.as_str().replace('\n', "").trim().to_owned());
            assert_eq!(text.as_deref(), Some(body), "{paste}");
        }
        for paste in [
            format!("{command}\n{{\"type\":\"error\"}}"),
            format!("cat other.json\n{body}\n{command}"),
            format!("cat response-body.json\n{body}\n{command}"),
        ] {
            let commands = read(&paste);
            assert!(commands.requests[0].file.is_none(), "{paste}");
        }
    }
}
