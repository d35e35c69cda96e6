//! Versions of the programs that a paste names: the client first of all.

use super::{Evidence, Reading};
use crate::span::Span;

/// Programs and the words that their version stands behind.
pub const NAMES: &[(&str, &str)] = &[
    ("Claude Code", "claude-cli/#"),
    ("Claude Code", "claude-code/#"),
    ("Claude Code", "claude-code #"),
    ("Claude Code", "claude-code@#"),
    ("Claude Code", "Claude Code v#"),
    ("Claude Code", "Claude Code #"),
    ("Claude Code", "Claude Code version: #"),
    ("Claude Code", "Claude CLI version: #"),
    ("Claude Code", "claude_code_version: #"),
    ("Claude Code", "share/claude/versions/#"),
    ("Claude Code", "userType: external * version: #"),
    ("Claude Code", "- Version: # * Feedback ID"),
    ("Anthropic SDK for Python", "Anthropic/Python #"),
    ("Anthropic SDK for Python", "anthropic-sdk-python/#"),
    ("Anthropic SDK for Python", "anthropic-sdk-python #"),
    ("Anthropic SDK for Python", "anthropic==#"),
    ("Anthropic SDK for Python", "anthropic-#.dist-info"),
    ("Anthropic SDK for TypeScript", "Anthropic/JS #"),
    ("Anthropic SDK for TypeScript", "@anthropic-ai/sdk@#"),
    ("Anthropic SDK for TypeScript", "@anthropic-ai+sdk@#"),
    ("Anthropic SDK for TypeScript", "@anthropic-ai/sdk: ^#"),
    ("Anthropic SDK for Go", "Anthropic/Go #"),
    ("Anthropic SDK for Go", "anthropic-sdk-go@v#"),
    ("Anthropic SDK for Java", "Anthropic/Java #"),
    ("Anthropic SDK for Java", "anthropic-java:#"),
    ("Anthropic SDK for Ruby", "Anthropic/Ruby #"),
    ("Anthropic SDK for Ruby", "gems/anthropic-#"),
    ("Anthropic SDK for C#", "Anthropic/C# #"),
    ("SDK", "x-stainless-package-version: #"),
    ("SDK", "x-stainless-package-version, value: #"),
    ("LiteLLM", "litellm==#"),
    ("LiteLLM", "litellm/#"),
    ("LiteLLM", "LiteLLM version: #"),
    ("LiteLLM", "litellm-#.dist-info"),
    ("LangChain for Anthropic", "langchain-anthropic==#"),
    ("LangChain for Anthropic", "@langchain/anthropic@#"),
    ("Vercel AI SDK", "@ai-sdk/anthropic@#"),
    ("Vercel AI SDK", "@ai-sdk+anthropic@#"),
    ("Vercel AI SDK", "ai-sdk/#"),
    ("aider", "Aider v#"),
    ("Cline", "Cline v#"),
    ("Cline", "Cline Version: #"),
    ("Roo Code", "Extension version: # (Roo"),
    ("opencode", "opencode/#"),
    ("opencode", "opencode #"),
    ("Zed", "Zed: v#"),
    ("Zed", "starting zed version #"),
    ("n8n", "n8nVersion: #"),
    ("n8n", "n8n version #"),
    ("boto3", "Boto3/#"),
    ("botocore", "Botocore/#"),
    ("AWS CLI", "aws-cli/#"),
    ("AWS SDK for JavaScript", "aws-sdk-js/#"),
    ("curl", "curl/#"),
];
/// Versions that are listed.
const MOST: usize = 4;
/// Longest version.
const LONGEST: usize = 24;

/// Adds the versions to the evidence, in the order of the table, each program once.
pub fn read(paste: &str, reading: &mut Reading) {
    let mut seen: Vec<&str> = Vec::new();
    for (name, pattern) in NAMES {
        if seen.len() >= MOST {
            break;
        }
        if seen.contains(name) {
            continue;
        }
        let version = reading.words.find(pattern, paste).and_then(|span| within(paste, span));
        let Some(span) = version else { continue };
        seen.push(name);
        let value = format!("{name} {}", span.of(paste));
        reading.evidence.push(Evidence {
            label: "Version",
            value,
            span: Some(span),
            rule: "a version behind its name",
        });
    }
}

/// The version in words that were found: the last number in them that has a dot, and what belongs to it.
fn within(paste: &str, found: Span) -> Option<Span> {
    let words = found.of(paste);
    let digit = |c: char| c.is_ascii_digit();
    let number = |c: char| c.is_ascii_digit() || c == '.';
    let mut end = words.len();
    for _ in 0..6 {
        let last = words.get(..end)?.rfind(digit)? + 1;
        let start = words.get(..last)?.rfind(|c| !number(c)).map_or(0, |at| at + words.get(at..).map_or(1, next_width));
        let core = words.get(start..last)?;
        if core.contains('.') && core.starts_with(digit) {
            let from = found.start + start;
            let rest = paste.get(from..)?;
            let length =
                rest.bytes().take(LONGEST).take_while(|b| b.is_ascii_alphanumeric() || b".-+".contains(b)).count();
            let value = rest.get(..length)?.trim_end_matches(['.', '-', '+']);
            let value = value.split(".dist").next().unwrap_or(value);
            return Some(Span::new(from, from + value.len()));
        }
        end = start;
    }
    None
}

/// Bytes of the first character.
fn next_width(text: &str) -> usize {
    text.chars().next().map_or(1, char::len_utf8)
}

#[cfg(test)]
mod tests {
    use crate::read::read;

    #[test]
    fn versions_stand_behind_names() {
        for (paste, versions) in [
            (" ▐▛███▜▌   Claude Code v2.1.29\n", vec!["Claude Code 2.1.29"]),
            ("user-agent: claude-cli/2.1.3 (external, cli)", vec!["Claude Code 2.1.3"]),
            ("- Version: 1.0.51\n- Feedback ID: 27071de8", vec!["Claude Code 1.0.51"]),
            ("User-Agent: Anthropic/Python 0.71.0", vec!["Anthropic SDK for Python 0.71.0"]),
            ("anthropic==0.40.0 httpx==0.28.1", vec!["Anthropic SDK for Python 0.40.0"]),
            (
                "node_modules/.pnpm/@anthropic-ai+sdk@0.60.0-beta.1/x",
                vec!["Anthropic SDK for TypeScript 0.60.0-beta.1"],
            ),
            ("'x-stainless-lang': 'js',\n 'x-stainless-package-version': '0.41.0'", vec!["SDK 0.41.0"]),
            ("litellm==1.83.7 and claude-code 2.1.3", vec!["Claude Code 2.1.3", "LiteLLM 1.83.7"]),
            ("site-packages/anthropic-0.42.1.dist-info/METADATA", vec!["Anthropic SDK for Python 0.42.1"]),
            ("> User-Agent: curl/8.7.1", vec!["curl 8.7.1"]),
            ("Claude Code 2 times", vec![]),
        ] {
            let reading = read(paste);
            let got: Vec<&str> =
                reading.evidence.iter().filter(|e| e.label == "Version").map(|e| e.value.as_str()).collect();
            assert_eq!(got, versions, "{paste}");
        }
    }
}
