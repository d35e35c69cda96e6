//! How the time of reading and of masking grows with the text: for each unit, repeated to 60 KB and to 600 KB,
//! the ratio of the two times. Ten is linear.
//!
//! `cargo run --release --example linear`

use claude_troubleshooter::date::Date;
use claude_troubleshooter::diagnose::{diagnose, Answers};
use claude_troubleshooter::mask::mask;
use std::hint::black_box;
use std::time::Instant;

/// Beginnings of what the readers look for, and what makes a careless one look again from every place.
const UNITS: &[&str] = &[
    "cookie: ",
    "sk-ant-",
    "x-api-key: $K ",
    "/Users/",
    "-----BEGIN ",
    "eyJ.",
    "@a.b",
    "://",
    "\"token\":\"",
    "token=",
    "bearer ",
    "MASKED_",
    "a",
    "\\",
    "key='",
    "-u ",
    "AIza-",
    "sk-ant-api03-aaaa\n",
    "authorization: x",
    "Q~",
    "JQQJ99",
    "{\"type\":\"error\",\"error\":{",
    "API Error: 529 ",
    "curl -d '",
    "while [ $n -le 2 ]; do n=$((n+1)); done\n",
    "KEY_ONE=1\ncurl https://a.b/$KEY_ONF$KEY_TWO\n",
    "sh -c 'curl https://a.b/$1' x y\n",
    "bash -c \"curl \\\"https://a.b\\\"\" x\n",
    "bash -c \"curl \\\"$(",
    "while read -r a; do curl https://a.b/$a; done <<X\n",
    "while read -r a b; do curl $a $b\n",
    "echo a | while read a; do curl ",
    "echo a b | xargs -n1 curl -s {} ",
    "X=$(curl $(",
    "run: |\n  curl ${{ a }} https://a.b\n",
    "\t@curl $$A \\\n",
    "curl -d ‘{“a”: “",
    "curl https://a.b ^\n -H a\n",
    "curl https://a.b \\ -H a ",
    "for /f %i in ('curl ",
    "irm https://a.b -Headers @{ a: b, ",
    "$a = @\"{x}\"@\n",
    "export A=b\ncurl.exe $env:A\n",
    "curl https://a.b -H \"a: $(jq .a b)\"\n",
    "X='\"a \"b'\ncurl $X https://a.b\n",
    "curl -u a(b https://a.b/x\n",
    "1  curl https://a.b \\\n2  -s\n",
    "read -r A <<EOF\nx\nEOF\ncurl https://a.b/$A\n",
    "curl \\\"https://a.b\\\"\n",
    "curl 'https://a.b/ {x}[y'\n",
    "[",
    "\"",
    "event: error\ndata: {",
    "status: 4",
    "req_",
    "client.messages.create(model='m', max_tokens=1, messages=",
    "client.messages.create({ model: 'm', messages: [{ role: 'user', content: ",
    "client.messages.create({ a: (",
    "client.messages.create({ a: '",
    "fetch('https://api.anthropic.com/v1/messages', ",
    "fetch(x, y => { ",
    "requests.post('https://api.anthropic.com/v1/messages', json=[",
    "Anthropic(",
    "r = Request('https://api.anthropic.com/v1/messages')\nurllib\n",
    "x = new XMLHttpRequest(); x.open('POST', 'https://api.anthropic.com/v1/messages');\n",
    "s = requests.Session()\ns.headers\ns.post('https://api.anthropic.com/v1/messages')\n",
];

fn seconds(text: &str, work: &dyn Fn(&str)) -> f64 {
    let mut best = f64::MAX;
    for _ in 0..3 {
        let begin = Instant::now();
        work(text);
        best = best.min(begin.elapsed().as_secs_f64());
    }
    best
}

fn main() {
    let today = Date::from_days(20_783);
    let masking = |text: &str| drop(black_box(mask(text)));
    let reading = |text: &str| drop(black_box(diagnose(text, &Answers::default(), today)));
    println!("{:<28} {:>9} {:>7}   {:>9} {:>7}", "unit", "mask ms", "ratio", "read ms", "ratio");
    for unit in UNITS {
        let of = |bytes: usize| unit.repeat(bytes / unit.len());
        let (small, large) = (of(60_000), of(600_000));
        let row = |work: &dyn Fn(&str)| {
            let (before, after) = (seconds(&small, work), seconds(&large, work));
            (after * 1e3, after / before)
        };
        let ((mask_ms, mask_ratio), (read_ms, read_ratio)) = (row(&masking), row(&reading));
        println!("{:<28} {mask_ms:>9.1} {mask_ratio:>7.1}   {read_ms:>9.1} {read_ratio:>7.1}", format!("{unit:?}"));
    }
}
