//! Writes random scripts that call curl. The same seed gives the same script.

/// What `~` stands for while bash runs: itself.
pub const HOME: &str = "~";
/// Files that commands read; each holds `@` and its name.
pub const FILES: &[&str] = &["body.json", "in put.txt"];
/// Variables of the environment; the value of each is `${NAME}`, as we write what is not known.
pub const UNKNOWN: &[&str] = &["ANTHROPIC_API_KEY", "BASE_URL", "TOKEN"];

/// SplitMix64: small, and the same everywhere.
pub struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn below(&mut self, most: usize) -> usize {
        (self.next() % most as u64) as usize
    }

    fn one_in(&mut self, most: usize) -> bool {
        self.below(most) == 0
    }

    fn pick<'a>(&mut self, from: &[&'a str]) -> &'a str {
        from[self.below(from.len())]
    }
}

/// The script of a seed.
pub fn script(seed: u64) -> String {
    let random = Random(seed.wrapping_mul(0x2545_f491_4f6c_dd1d));
    let mut writer = Writer {
        random,
        known: Vec::new(),
        plain_known: Vec::new(),
        arrays: Vec::new(),
        here: Vec::new(),
        plain: false,
    };
    writer.script()
}

struct Writer {
    random: Random,
    /// Variables that the script has set.
    known: Vec<&'static str>,
    /// Those of them whose value is known in full.
    plain_known: Vec<&'static str>,
    arrays: Vec<&'static str>,
    /// Here-documents that the line has opened: lines to come.
    here: Vec<String>,
    /// No line breaks now: inside a substitution or a function on one line.
    plain: bool,
}

const NAMES: &[&str] = &["X", "model", "URL", "key2", "_v"];
const ARRAYS: &[&str] = &["ARGS", "hdrs"];
const TEXTS: &[&str] = &[
    "claude-sonnet-4-5",
    "Hello, world",
    "a b  c",
    "sk-ant-api03-x",
    "it is",
    "x",
    "100%",
    "key: value",
    "{\"a\":1}",
    "é ü 漢字",
    "v1/messages",
    "",
    "a=b&c=d",
    "#1",
    "+H",
    "*",
    "[1]",
    "tab\there",
    "~",
    "a\\b",
    "!important",
    "(x)",
    "<b>",
    "a;b|c",
    "$5",
    "`tick`",
    "\"quoted\"",
    "it's",
    "😀",
    "path/to.tar.gz",
    "UPPER lower",
];
const BODIES: &[&str] = &[
    "{\"model\":\"claude-sonnet-4-5\",\"max_tokens\":1}",
    "{\n  \"model\": \"m\",\n  \"messages\": []\n}",
    "{\"messages\":[{\"role\":\"user\",\"content\":\"Hi \\\"you\\\"\\n\"}]}",
    "[]",
    "a=1&b=2",
    "{\"text\": \"It's 5 o'clock, isn't it?\"}",
    "{\"price\": \"$HOME costs $5\", \"cmd\": \"`ls`\"}",
];

impl Writer {
    fn script(&mut self) -> String {
        let mut out = String::new();
        if self.random.one_in(8) {
            out.push_str("#!/bin/bash\n");
        }
        if self.random.one_in(8) {
            out.push_str("# sends a message, isn't it \"nice\"\n");
        }
        for _ in 0..self.random.below(4) {
            let line = self.assignment();
            out.push_str(&line);
            self.flush(&mut out);
        }
        let calls = 1 + self.random.below(2);
        for _ in 0..calls {
            let line = self.statement();
            out.push_str(&line);
            self.flush(&mut out);
            if self.random.one_in(4) {
                let line =
                    self.random.pick(&["echo done", "", "# the end", "echo \"it's done\" # isn't it", ": ${TOKEN:-y}"]);
                out.push_str(line);
                out.push('\n');
            }
            if self.random.one_in(5) {
                let line = self.assignment();
                out.push_str(&line);
                self.flush(&mut out);
            }
        }
        out
    }

    /// Ends the line and writes the here-documents it opened.
    fn flush(&mut self, out: &mut String) {
        out.push('\n');
        for text in std::mem::take(&mut self.here) {
            out.push_str(&text);
        }
    }

    fn assignment(&mut self) -> String {
        if self.random.one_in(5) {
            let name = ARRAYS[self.random.below(ARRAYS.len())];
            let count = 1 + self.random.below(3);
            let words: Vec<String> = (0..count).map(|_| self.argument()).collect();
            let gap = self.random.pick(&[" ", " ", "\n  "]);
            let add = if self.arrays.contains(&name) && self.random.one_in(2) { "+" } else { "" };
            self.arrays.push(name);
            return format!("{name}{add}=({})", words.join(gap));
        }
        let name = NAMES[self.random.below(NAMES.len())];
        let value = match self.random.below(8) {
            0 => "$(whoisit)".to_owned(),
            1 => self.random.pick(&["plain", "~/x", "a{b,c}", "*.zz", "1+2", ""]).to_owned(),
            _ => self.word(),
        };
        let add = if self.known.contains(&name) && self.random.one_in(4) { "+" } else { "" };
        let names = self.known.iter().filter(|known| !self.plain_known.contains(known)).copied();
        let mut unknown = UNKNOWN.iter().copied().chain(["keyof", "whoisit"]).chain(names);
        let plain = !unknown.any(|part| value.contains(part)) && (add.is_empty() || self.plain_known.contains(&name));
        self.known.push(name);
        self.plain_known.retain(|known| *known != name);
        if plain {
            self.plain_known.push(name);
        }
        let front =
            self.random.pick(&["", "", "", "export ", "readonly_", "declare ", "export X2=1 ", "typeset -x ", "  "]);
        let front = if front == "readonly_" { "" } else { front };
        // `declare X=$Y` splits nothing in bash 5, as an assignment.
        // Words behind export and declare have their braces expanded, assignments have not.
        let front = if value.contains('{') && !front.trim().is_empty() { "" } else { front };
        let tail = self.random.pick(&["", "", "", ";", "  # a comment, isn't it", "; export X3=2"]);
        format!("{front}{name}{add}={value}{tail}")
    }

    /// A line with a call in it.
    fn statement(&mut self) -> String {
        match self.random.below(16) {
            0 => {
                let call = self.call();
                format!("if {call}; then echo ok; fi")
            }
            1 => {
                let call = self.call();
                format!("{{ {call}; }}")
            }
            2 => {
                let call = self.call();
                format!("( {call} )")
            }
            3 => {
                self.plain = true;
                let call = self.call();
                self.plain = false;
                format!("out=$({call})")
            }
            4 => {
                self.plain = true;
                let call = self.call();
                self.plain = false;
                format!("echo \"$({call})\"")
            }
            5 => {
                let values = ["a b", "one two three", "\"x y\" z", "{1..3}", "claude-{opus,haiku}"];
                let values = self.random.pick(&values);
                let call = self.plain_call();
                format!("for m in {values}; do\n  {call} -d \"m=$m\"\ndone")
            }
            6 => {
                let call = self.plain_call();
                let value = self.quoted_text();
                format!("ask() {{\n  {call} -d \"$1\"\n}}\nask {value}")
            }
            7 => {
                let call = self.call();
                let first = self.random.pick(&["cd . || exit", "set -e", "echo start", "true", "mkdir -p out"]);
                format!("{first} && {call}")
            }
            8 => {
                let call = self.call();
                let then = self.random.pick(&[
                    " && echo ok",
                    " || exit 1",
                    "; echo \"$?\"",
                    " & wait",
                    " || { echo failed; }",
                ]);
                format!("{call}{then}")
            }
            9 => {
                let call = self.call();
                format!("! {call}")
            }
            _ => self.call(),
        }
    }

    /// A call on one line that reads nothing.
    fn plain_call(&mut self) -> String {
        self.plain = true;
        let call = self.call();
        self.plain = false;
        call
    }

    fn call(&mut self) -> String {
        let mut line = String::new();
        let feeds = !self.plain && self.random.one_in(7);
        if feeds {
            line.push_str(&self.feed());
            line.push_str(self.random.pick(&[" | ", " |", "|"]));
        }
        let time = if feeds { "" } else { "time " };
        line.push_str(self.random.pick(&[
            "",
            "",
            "",
            "",
            "",
            "",
            "",
            "",
            time,
            "sudo ",
            "sudo -E ",
            "env A=b ",
            "A=b ",
            "command ",
            "\\",
            "nohup ",
            "A='b c' B=\"$HOME\" ",
        ]));
        line.push_str("curl");
        let mut words: Vec<String> = Vec::new();
        for _ in 0..self.random.below(6) {
            let word = self.argument();
            words.push(word);
        }
        let url = self.url();
        let at = self.random.below(words.len() + 1);
        words.insert(at, url);
        if feeds {
            words.push(self.random.pick(&["-d @-", "--data-binary @-", "-T - "]).to_owned());
        } else if !self.plain && self.random.one_in(8) {
            words.push(self.random.pick(&["-d @-", "--data-binary @-"]).to_owned());
            let input = self.input();
            words.push(input);
        }
        if self.random.one_in(6) {
            let redirect =
                self.random.pick(&["> out.txt", "2>&1", ">/dev/null 2>&1", "&> out.txt", "2>/dev/null", ">> out.txt"]);
            let at = self.random.below(words.len() + 1);
            words.insert(at, redirect.to_owned());
        }
        if !self.arrays.is_empty() && self.random.one_in(2) {
            let name = self.arrays[self.random.below(self.arrays.len())];
            let at = self.random.below(words.len() + 1);
            words.insert(at, format!("\"${{{name}[@]}}\""));
        }
        for word in words {
            let gap = if self.plain {
                " "
            } else {
                self.random.pick(&[" ", " ", " ", "  ", " \\\n  ", " \\\n", "\t", " \\\n    "])
            };
            line.push_str(gap);
            line.push_str(&word);
        }
        if self.random.one_in(8) {
            line.push_str(self.random.pick(&[
                " | jq .",
                " | jq -r '.content[0].text'",
                " 2>/dev/null | jq .",
                "|jq .",
            ]));
        }
        line
    }

    /// A command that writes what curl reads.
    fn feed(&mut self) -> String {
        match self.random.below(8) {
            0 => format!("echo {}", self.quoted_text()),
            1 => format!("echo -n {}", self.quoted_text()),
            2 => format!("printf '%s' {}", self.quoted_text()),
            3 => format!("printf '%s\\n' {} {}", self.quoted_text(), self.quoted_text()),
            4 => "cat body.json".to_owned(),
            5 => {
                let escapes =
                    ["a\\nb", "\\t{\\\"a\\\":1}", "\\x41\\0101", "it\\\\s", "end\\c no", "\\u00e9", "\\q \\e"];
                format!("echo -e '{}'", self.random.pick(&escapes))
            }
            6 => {
                let formats = ["a\\nb", "{\"n\":%d}\\n", "%s-%s", "100%%", "\\x41\\101", "%5s|%-5s|", "%b"];
                let format = self.random.pick(&formats);
                format!("printf '{format}' {} {}", self.random.pick(&["7", "42"]), self.random.pick(&["7", "12"]))
            }
            _ => {
                let word = self.here_document();
                format!("cat <<{word}")
            }
        }
    }

    /// Where standard input comes from.
    fn input(&mut self) -> String {
        match self.random.below(5) {
            0 => "< body.json".to_owned(),
            1 => "<\"in put.txt\"".to_owned(),
            2 => format!("<<< {}", self.quoted_text()),
            _ => {
                let word = self.here_document();
                format!("<<{word}")
            }
        }
    }

    /// Queues a here-document; the word behind `<<`.
    fn here_document(&mut self) -> String {
        let tabs = self.random.one_in(4);
        let quoted = self.random.one_in(2);
        let name = self.random.pick(&["EOF", "JSON", "END_OF_IT"]);
        let mut text = String::new();
        for _ in 0..self.random.below(4) {
            if tabs {
                text.push('\t');
            }
            let line = self.random.pick(&[
                "{\"model\": \"m\",",
                " \"text\": \"it's\"}",
                "plain",
                "",
                "$X and ${X:-none}",
                "\\$HOME \\\\ \\\"",
                "$(keyof:a)",
                "`whoisit`",
                "a \\\njoined",
                "curl",
                "$((1+2))",
                "'$X' \"$X\"",
                "EOF EOF",
                "X=1",
            ]);
            let known = if self.known.contains(&"X") { "X" } else { "TOKEN" };
            text.push_str(&line.replace('X', known));
            text.push('\n');
        }
        text.push_str(if tabs { "\t" } else { "" });
        text.push_str(name);
        text.push('\n');
        self.here.push(text);
        let quotes = self.random.pick(&["'", "\"", "\\"]);
        let word = match (quoted, quotes) {
            (false, _) => name.to_owned(),
            (true, "\\") => format!("\\{name}"),
            (true, quotes) => format!("{quotes}{name}{quotes}"),
        };
        format!("{}{word}", if tabs { "-" } else { "" })
    }

    fn url(&mut self) -> String {
        let url = self.random.pick(&[
            "https://api.anthropic.com/v1/messages",
            "'https://api.anthropic.com/v1/messages?a=1&b=2'",
            "\"$BASE_URL/v1/messages\"",
            "${BASE_URL:-https://api.anthropic.com}/v1/models",
            "https://api.anthropic.com/v1/{messages,models}",
            "http://localhost:8080/v1/files/f{1..3}",
            "\"https://api.anthropic.com/v1/models\"?limit=10",
            "https://x.test/a\\ b\\&c",
            "https://api.anthropic.com/v1/messages#x",
        ]);
        url.to_owned()
    }

    /// An option with its value, or a word.
    fn argument(&mut self) -> String {
        match self.random.below(12) {
            0 => self.random.pick(&["-s", "-sS", "-v", "--compressed", "-i", "--fail-with-body", "-L"]).to_owned(),
            1 => format!("-X {}", self.random.pick(&["POST", "'POST'", "P\"OS\"T", "\\POST", "$'POST'"])),
            2 => format!("-X{}", self.random.pick(&["POST", "\"PUT\""])),
            3 => "-H 'anthropic-version: 2023-06-01'".to_owned(),
            4 => "-H \"x-api-key: $ANTHROPIC_API_KEY\"".to_owned(),
            5 => {
                let body = BODIES[self.random.below(BODIES.len())];
                let body = self.quote(body);
                format!("{} {body}", self.random.pick(&["-d", "--data", "--data-raw", "--data-binary", "--json"]))
            }
            6 => format!("-dz{}", self.word()),
            7 => {
                let value = self.word();
                format!("-H \"x-h: a\"{value}")
            }
            _ => {
                let option = self.random.pick(&["-H", "-d", "--header", "-A", "-u", "-o", "-F", "--data-urlencode"]);
                let word = self.word();
                format!("{option} {word}")
            }
        }
    }

    /// A word made of quoted, bare and expanded pieces. Never empty as typed.
    fn word(&mut self) -> String {
        let count = 1 + self.random.below(3);
        let mut word = String::new();
        for _ in 0..count {
            let piece = self.piece();
            // The next piece must not become part of a name.
            let name = word.rsplit('$').next().unwrap_or("");
            let open = word.contains('$') && !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || c == '_');
            if open && piece.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '_' | '[' | '{')) {
                word.push('.');
            }
            word.push_str(&piece);
        }
        // A comment, an option of bash's or a tilde of somebody's home is not what is tested.
        if word.ends_with("\\ ") {
            // In front of a line's end it is a continuation gone wrong.
            word.push('z');
        }
        if word.starts_with('#') {
            word.insert(0, 'a');
        }
        word
    }

    fn piece(&mut self) -> String {
        match self.random.below(14) {
            0 | 1 => {
                let text = TEXTS[self.random.below(TEXTS.len())];
                self.quote(text)
            }
            2 => {
                self.random.pick(&["a", "b-c", "x=y", "1", "k:v", "%20", "é", "a,b", "@f", "/", "a.b", "_"]).to_owned()
            }
            3 => self
                .random
                .pick(&[
                    "\\ ",
                    "\\\"",
                    "\\'",
                    "\\$X",
                    "\\\\",
                    "\\&",
                    "\\n",
                    "\\;",
                    "\\(",
                    "\\#",
                    "\\*z",
                    "\\{a,b\\}",
                    "\\é",
                ])
                .to_owned(),
            4 => self
                .random
                .pick(&[
                    "$'a\\nb'",
                    "$'it\\'s'",
                    "$'\\x41\\u00e9'",
                    "$'\\xc3\\xa9'",
                    "$'\\101\\t'",
                    "$'\\\\n'",
                    "$'\\xe9'",
                    "$'\\e[0m'",
                    "$'\\cA'",
                    "$'\\q\"'",
                    "$'\\U0001F600'",
                    "$'\\?'",
                    "$'\\377'",
                    "$'{\"a\":\\'b\\'}'",
                    "$'\\u41'",
                ])
                .to_owned(),
            5 => self
                .random
                .pick(&["$\"a b\"", "$\"$TOKEN\"", "''", "\"\"", "'a'\\''b'", "\"a'b\"", "'a\"b'"])
                .to_owned(),
            6 => self
                .random
                .pick(&[
                    "{a,b}",
                    "{1..3}",
                    "{a..c}",
                    "x{,y}",
                    "{a,{b,c}}",
                    "{a}",
                    "{}",
                    "{a,'b c'}",
                    "{01..3}",
                    "{3..1}",
                    "a{b,c",
                ])
                .to_owned(),
            7 => self
                .random
                .pick(&["$(keyof:a)", "`whoisit`", "\"$(keyof:a)\"", "\"`keyof:b`\"", "$((1+2*3))", "$(( 7 % 4 ))"])
                .replace("$(keyof:a)", if self.random.one_in(2) { "\"$(keyof:a)\"" } else { "$(whoisit)" })
                .replace("\"\"$(", "\"$(")
                .replace(")\"\"", ")\""),
            8 => self.random.pick(&["~/x", "a~", "*.zz", "?.zz", "[ab].zz", "~"]).to_owned(),
            _ => self.expansion(),
        }
    }

    /// A variable in one of its forms, quoted or not.
    fn expansion(&mut self) -> String {
        let unknown = self.random.one_in(3) || self.known.is_empty();
        let (form, name) = if unknown {
            let name = self.random.pick(UNKNOWN);
            let forms =
                ["$@@", "${@@}", "${@@:-d e}", "${@@-d}", "${@@:=d}", "${@@:?not set}", "${@@:+set it}", "${@@+set}"];
            (self.random.pick(&forms), name)
        } else {
            let name = self.known[self.random.below(self.known.len())];
            let simple = ["$@@", "${@@}", "${@@:-d e}", "${@@-d}", "${@@:+set it}", "${@@+set}", "${@@:-${TOKEN:-z}}"];
            let forms = [
                "$@@",
                "${@@}",
                "${@@:-d e}",
                "${@@-d}",
                "${@@:+set it}",
                "${@@+set}",
                "${@@#a}",
                "${@@##*/}",
                "${@@%.*}",
                "${@@%%[0-9]*}",
                "${@@/a/b}",
                "${@@//e/E}",
                "${@@/#a/b}",
                "${@@/%e/}",
                "${@@:1}",
                "${@@:0:3}",
                "${@@: -2}",
                "${#@@}",
                "${@@^}",
                "${@@^^}",
                "${@@,,}",
                "${@@:-\"$TOKEN\"}",
                "${@@:-'x y'}",
                "${@@:-$(keyof:a)}",
                "${@@//[ab]/-}",
                "${@@:1:2}",
                "${@@//\\//|}",
                "${@@:-${TOKEN:-z}}",
            ];
            let plain = self.plain_known.contains(&name);
            (if plain { self.random.pick(&forms) } else { self.random.pick(&simple) }, name)
        };
        let text = form.replace("@@", name);
        if self.random.one_in(3) {
            text
        } else {
            let (before, after) = (
                self.random.pick(&["", "", "a ", "{\\\"k\\\": ", "it's "]),
                self.random.pick(&["", "", "-b", " c", "}"]),
            );
            format!("\"{before}{text}{after}\"")
        }
    }

    /// A quoted text that is no glob and no option for echo.
    fn quoted_text(&mut self) -> String {
        let text = TEXTS[self.random.below(TEXTS.len())];
        let text = if text.starts_with('-') { "x" } else { text };
        let text = if self.random.one_in(2) { BODIES[self.random.below(BODIES.len())] } else { text };
        if self.random.one_in(5) && !self.known.is_empty() {
            let name = self.known[self.random.below(self.known.len())];
            return format!("\"v ${name} w\"");
        }
        self.quote(text)
    }

    /// A text in one of the ways to quote it.
    fn quote(&mut self, text: &str) -> String {
        match self.random.below(5) {
            0 | 1 => format!("'{}'", text.replace('\'', "'\\''")),
            2 => {
                let mut out = String::from("\"");
                for c in text.chars() {
                    if matches!(c, '"' | '\\' | '$' | '`') {
                        out.push('\\');
                    }
                    out.push(c);
                }
                out + "\""
            }
            3 => {
                let mut out = String::from("$'");
                for c in text.chars() {
                    match c {
                        '\n' => out.push_str("\\n"),
                        '\t' => out.push_str("\\t"),
                        '\'' | '\\' => out.extend(['\\', c]),
                        'é' => out.push_str("\\u00e9"),
                        '!' => out.push_str("\\u0021"),
                        c => out.push(c),
                    }
                }
                out + "'"
            }
            _ => {
                let mut out = String::new();
                for c in text.chars() {
                    match c {
                        '\n' => out.push_str("$'\\n'"),
                        c if c.is_alphanumeric() || ":/._%=-".contains(c) => out.push(c),
                        c => out.extend(['\\', c]),
                    }
                }
                if out.is_empty() {
                    "''".to_owned()
                } else {
                    out
                }
            }
        }
    }
}
