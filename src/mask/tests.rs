#![allow(clippy::unwrap_used, reason = "a test stops where it fails")]

use super::*;
use proptest::prelude::*;

/// Letters, digits, `_` and `-`, mixed by a small generator so that no real key stands in this file.
fn noise(seed: usize, len: usize, alphabet: &str) -> String {
    let alphabet: Vec<char> = alphabet.chars().collect();
    let mut state = seed as u64 * 2_654_435_761 + 88_172_645_463_325_252;
    let mut next = || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state >> 11) as usize
    };
    (0..len).map(|_| alphabet[next() % alphabet.len()]).collect()
}

const TOKEN: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
const CAPITALS: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
const HEX: &str = "0123456789abcdef";

/// One secret of each class known by its look.
fn seeds(seed: usize) -> Vec<(&'static str, String)> {
    let token = |len| noise(seed, len, TOKEN);
    vec![
        ("anthropic_key", format!("sk-ant-api03-{}AA", token(93))),
        ("anthropic_admin_key", format!("sk-ant-admin01-{}AA", token(93))),
        ("anthropic_oauth", format!("sk-ant-oat01-{}AA", token(93))),
        ("anthropic_oauth", format!("sk-ant-oat01-{}.{}.{}", token(20), token(40), token(33))),
        ("anthropic_refresh", format!("sk-ant-ort01-{}AA", token(93))),
        ("anthropic_session", format!("sk-ant-sid01-{}", token(90))),
        ("anthropic_other", format!("sk-ant-api01-{}", token(60))),
        ("anthropic_other", format!("sk-ant-xyz42-{}", token(60))),
        ("openai_key", format!("sk-proj-{}T3BlbkFJ{}", token(58), token(58))),
        ("openai_key", format!("sk-{}T3BlbkFJ{}", token(20), token(20))),
        ("sk_key", format!("sk-{}", noise(seed, 32, HEX))),
        ("openrouter_key", format!("sk-or-v1-{}", noise(seed, 64, HEX))),
        ("google_key", format!("AIza{}", token(35))),
        ("google_token", format!("ya29.{}", token(120))),
        ("aws_access_key", format!("AKIA{}", noise(seed, 16, CAPITALS))),
        ("aws_session_token", format!("IQoJb3JpZ2lu{}==", token(200))),
        ("bedrock_key", format!("ABSK{}=", token(120))),
        ("bedrock_key", format!("bedrock-api-key-YmVk{}", token(200))),
        ("azure_key", format!("abC8Q~{}", token(34))),
        ("groq_key", format!("gsk_{}", token(52))),
        ("xai_key", format!("xai-{}", token(80))),
        ("perplexity_key", format!("pplx-{}", token(48))),
        ("huggingface_token", format!("hf_{}", token(34))),
        ("replicate_token", format!("r8_{}", token(37))),
        ("langsmith_key", format!("lsv2_pt_{}_{}", noise(seed, 32, HEX), noise(seed + 1, 10, HEX))),
        ("langfuse_key", "sk-lf-12345678-1234-4abc-9def-123456789abc".to_owned()),
        ("github_token", format!("ghp_{}", token(36))),
        ("github_token", format!("github_pat_{}", token(82))),
        ("gitlab_token", format!("glpat-{}", token(20))),
        ("npm_token", format!("npm_{}", token(36))),
        ("slack_token", format!("xoxb-{}-{}", noise(seed, 12, "0123456789"), token(24))),
        ("stripe_key", format!("sk_live_{}", token(24))),
        ("vault_token", format!("hvs.{}", token(90))),
        ("databricks_token", format!("dapi{}", noise(seed, 32, HEX))),
        ("jwt", format!("eyJ{}.eyJ{}.{}", token(30), token(90), token(43))),
    ]
}

/// Every run of `window` characters of the secret's tail must be gone.
fn survives(secret: &str, out: &str, window: usize) -> bool {
    let tail: Vec<char> = secret.chars().skip(16.min(secret.len() / 3)).collect();
    tail.windows(window).any(|piece| out.contains(&piece.iter().collect::<String>()))
}

/// Ways in which a secret gets into a paste.
fn dresses(secret: &str) -> Vec<(&'static str, String)> {
    let half = secret.len() * 3 / 5;
    let (a, b) = secret.split_at(half);
    let mut ways = vec![
        ("plain", format!("it is {secret} as you see")),
        ("alone", secret.to_owned()),
        ("single quotes", format!("key='{secret}'")),
        ("smart quotes", format!("curl -H “x-api-key: {secret}” https://api.anthropic.com/v1/messages")),
        ("header", format!("curl https://api.anthropic.com/v1/messages -H \"x-api-key: {secret}\" -d '{{}}'")),
        ("bearer", format!("> authorization: Bearer {secret}\r\n> accept: */*")),
        ("json", format!("{{\"headers\":{{\"x-api-key\":\"{secret}\",\"a\":1}}}}")),
        ("escaped json", format!("{{\"cmd\":\"curl -H \\\"x-api-key: {secret}\\\" \\\\\\n -d x\"}}")),
        ("twice escaped json", format!("\"{{\\\\\\\"apiKey\\\\\\\":\\\\\\\"{secret}\\\\\\\"}}\"")),
        ("export", format!("export ANTHROPIC_API_KEY={secret}\ncurl https://x")),
        ("cmd", format!("set ANTHROPIC_API_KEY={secret}\r\ncurl https://x")),
        ("powershell", format!("$env:ANTHROPIC_API_KEY = \"{secret}\"; claude")),
        ("setx", format!("setx ANTHROPIC_API_KEY {secret}")),
        ("fish", format!("set -gx ANTHROPIC_API_KEY {secret}")),
        ("har", format!("{{\"name\": \"x-api-key\",\n  \"value\": \"{secret}\"}}")),
        ("python", format!("client = Anthropic(api_key=\"{secret}\", timeout=3)")),
        ("query", format!("https://h/v1/x?key={secret}&alt=json")),
        ("comma pair", format!("headers.append((\"x-api-key\", \"{secret}\"))")),
        ("environment call", format!("SetEnvironmentVariable(\"ANTHROPIC_API_KEY\", \"{secret}\", \"User\")")),
    ];
    // Only tokens with small and capital letters can be told from the next command when they are cut off.
    if b.bytes().any(|c| c.is_ascii_digit()) && b.bytes().any(|c| c.is_ascii_uppercase()) && b.len() > 20 {
        ways.push(("wrapped", format!("key {a}\n     {b}\nnext line")));
        ways.push(("wrapped in a box", format!("│ x-api-key: {a} │\n│   {b} │")));
        ways.push(("wrapped, escaped", format!("{{\"m\":\"key {a}\\n  {b} is wrong\"}}")));
    }
    ways
}

#[test]
fn every_class_in_every_dress() {
    for seed in [1, 7, 42] {
        for (class, secret) in seeds(seed) {
            for (dress, text) in dresses(&secret) {
                let masked = mask(&text);
                let out = masked.as_str();
                assert!(!survives(&secret, out, 8), "{class} {dress}: {text}\n→ {out}");
                assert!(out.contains(&format!("MASKED_{class}_1_")), "{class} {dress}: {text}\n→ {out}");
                assert_eq!(mask(out).as_str(), out, "{class} {dress} is not stable");
            }
        }
    }
}

#[test]
fn a_cut_secret_is_one_too() {
    for (class, secret) in seeds(3) {
        for len in [secret.len() - 1, secret.len() * 3 / 4, secret.len() / 2 + 8] {
            let cut = &secret[..len.min(secret.len() - 1)];
            let text = format!("curl -H 'x-api-key: {cut}' https://api.anthropic.com");
            let out = mask(&text).into_string();
            assert!(!survives(cut, &out, 8), "{class}: {text}\n→ {out}");
        }
    }
    assert!(mask("sk-ant-api03-AbCdEfGh1").as_str().starts_with("MASKED_anthropic_key_cut_1_"));
    assert!(mask("key sk-ant-api03-R2D7...igAA was").as_str().contains("MASKED_anthropic_key_cut_1_"));
}

#[test]
fn the_length_of_a_wrapped_key_is_its_own() {
    let key = format!("sk-ant-api03-{}AA", noise(5, 93, TOKEN));
    let text = format!("{}\n   {}", &key[..50], &key[50..]);
    assert_eq!(mask(&text).as_str(), "MASKED_anthropic_key_1_108");
    // The last piece may be short and plain.
    let text = format!("{}\n  {}\ncurl", &key[..105], &key[105..]);
    assert_eq!(mask(&text).as_str(), "MASKED_anthropic_key_1_108\ncurl");
    // A cut key does not swallow the next command.
    let text = format!("export K={}\nANTHROPIC_MODEL=x claude-sonnet-4-5-20250929", &key[..60]);
    assert!(mask(&text).as_str().ends_with("\nANTHROPIC_MODEL=x claude-sonnet-4-5-20250929"));
}

#[test]
fn whatever_stands_where_a_secret_belongs() {
    for (text, gone, class) in [
        ("x-api-key: hunter2hunter2", "hunter2", "secret"),
        ("-H 'x-api-key: my own words'", "own words", "secret"),
        ("Authorization: Bearer abc.def", "abc.def", "bearer"),
        ("authorization: Basic dXNlcjpwYXNz", "dXNlc", "basic_auth"),
        ("Proxy-Authorization: Basic dXNlcjpwYXNz", "dXNlc", "basic_auth"),
        ("Cookie: sessionKey=abc; other=def", "abc", "cookie"),
        ("set-cookie: __cf_bm=Zf3.x_1-17; path=/; HttpOnly", "Zf3", "cookie"),
        ("curl -u alice:s3cret https://x", "s3cret", "basic_auth"),
        ("curl -ualice:s3cret https://x", "s3cret", "basic_auth"),
        ("curl --user \\\n  alice:s3cret https://x", "s3cret", "basic_auth"),
        ("curl --proxy-user 'alice:s3cret'", "s3cret", "basic_auth"),
        ("curl --oauth2-bearer abcdefgh", "abcdefgh", "bearer"),
        ("curl -b 'a=b1c2; d=e' https://x", "b1c2", "cookie"),
        ("https://alice:s3cret@proxy.corp:8080/x", "s3cret", "basic_auth"),
        ("\"client_secret\": \"plain words here too\"", "plain", "secret"),
        ("password = swordfish\n", "swordfish", "secret"),
        ("DB_PASSWORD: 'letmein9'", "letmein9", "secret"),
        ("--token abcd1234efgh", "abcd1234", "secret"),
        ("AWS_SECRET_ACCESS_KEY=abcd/efgh+1234", "abcd/", "aws_secret"),
        ("export FOO_KEY=zzyyxxwwvv", "zzyyxx", "secret"),
        ("api-key: 0123456789abcdef0123456789abcdef", "0123456789", "azure_key"),
        ("<apiKey>abc123def</apiKey>", "abc123def", "secret"),
        ("mail bob.smith@corp.io now", "bob.smith", "email"),
        ("/Users/bobsmith/x.py", "bobsmith", "home"),
        ("C:\\Users\\bobsmith\\x.py", "bobsmith", "home"),
        ("\"C:\\\\Users\\\\bobsmith\\\\x.py\"", "bobsmith", "home"),
        ("/home/bobsmith/.config", "bobsmith", "home"),
        ("organization (org: 123e4567-e89b-12d3-a456-426614174000)", "123e4567", "organization"),
        ("anthropic-organization-id: 123e4567-e89b-12d3-a456-426614174000", "123e4567", "organization"),
        ("-----BEGIN RSA PRIVATE KEY-----\nMIIabc+/=\nxyz\n-----END RSA PRIVATE KEY-----", "MIIabc", "private_key"),
        ("\"-----BEGIN PRIVATE KEY-----\\nMIIabc\\nxyz\\n-----END PRIVATE KEY-----\\n\"", "MIIabc", "private_key"),
        ("-----BEGIN PRIVATE KEY-----\nMIIabc", "MIIabc", "private_key"),
        ("sent with Bearer abcdefgh12345678ij to it", "abcdefgh", "bearer"),
    ] {
        let masked = mask(text);
        assert!(!masked.as_str().contains(gone), "{text}\n→ {}", masked.as_str());
        assert_eq!(masked.classes(), [(class, 1)], "{text}\n→ {}", masked.as_str());
    }
}

#[test]
fn what_helps_the_diagnosis_stays() {
    for text in [
        "\"max_tokens\": 1024, \"input_tokens\": 12, tokens=1500",
        "api_key: missing",
        "invalid x-api-key",
        "x-api-key: header is required",
        "error: x-api-key header is required",
        "curl -H \"x-api-key: $ANTHROPIC_API_KEY\" -H \"content-type: application/json\"",
        "curl -H 'x-api-key: '\"$ANTHROPIC_API_KEY\" -d @body.json",
        "-H \"x-api-key: %ANTHROPIC_API_KEY%\" ^",
        "-H \"x-api-key: $env:ANTHROPIC_API_KEY\" `",
        "-H \"x-api-key: `cat key.txt`\" -H \"anthropic-version: 2023-06-01\"",
        "-H \"x-api-key: \" \\\n  -H \"anthropic-version: 2023-06-01\"",
        "-H \"x-api-key:\" \\\n  -H \"anthropic-version: 2023-06-01\"",
        "-H \"Authorization: Bearer $(gcloud auth print-access-token)\"",
        "-H \"x-api-key: YOUR_API_KEY\"",
        "-H \"x-api-key: sk-ant-...\"",
        "-H \"x-api-key: sk-ant-api03-EXAMPLE-not-a-key\"",
        "API_KEY = \"<put your own key here>\"",
        "x-api-key: TU_CLAVE",
        "req_011CfTG7atwKZC5wRJ1doAQM toolu_01A09q90qw90lq917835lq9 msg_01XFDUDYJgAACzvnptvVoYEL",
        "claude-sonnet-4-5-20250929 claude-haiku-5-5 anthropic.claude-haiku-5-5 claude-3-5-sonnet@20240620",
        "api_key=os.environ[\"ANTHROPIC_API_KEY\"]",
        "apiKey: process.env.ANTHROPIC_API_KEY,",
        "client = Anthropic(api_key=api_key, timeout=60)",
        "\"x-api-key\": key,",
        "Unexpected token = in JSON at position 3",
        "Invalid API key · Fix external API key",
        "Invalid bearer token",
        "-H \"Authorization: Bearer\" -d x",
        "OAuth token has expired. Please obtain a new token: run /login",
        "npm install @anthropic-ai/sdk@1.12.0 && npx npm_config_cache=x",
        "\"required\": [\"api_key\", \"model\"]",
        "\"tool_choice\": {\"type\": \"auto\"}, \"token_type\": \"bearer\"",
        "docker run -u 1000:1000 image",
        "task-force sk-learn disk-usage",
        "noreply@anthropic.com git@github.com:x/y",
        "/home/runner/work /Users/<name>/x /Users/$USER/x",
        "apiKeySource: none, ANTHROPIC_AUTH_TOKEN is not set",
        "password: required",
        "token: null, secret: false",
        "Auth: login managed key",
    ] {
        assert_eq!(mask(text).as_str(), text);
    }
}

#[test]
fn equal_secrets_keep_equal_numbers() {
    let (a, b) = (format!("ghp_{}", noise(1, 36, TOKEN)), format!("ghp_{}", noise(2, 36, TOKEN)));
    let masked = mask(&format!("{a} {b} {a}"));
    assert_eq!(masked.as_str(), "MASKED_github_token_1_40 MASKED_github_token_2_40 MASKED_github_token_1_40");
    assert_eq!(masked.classes(), [("github_token", 2)]);
    // Numbers go on where a text is masked already.
    let again = mask(&format!("{} ghp_{}", masked.as_str(), noise(3, 36, TOKEN)));
    assert!(again.as_str().ends_with("MASKED_github_token_3_40"));
}

#[test]
fn a_secret_of_the_paste_is_known_elsewhere() {
    let masker = Masker::of("password: swordfish\nexport A_KEY=hunter22\nmail bob.smith@corp.io");
    let out = masker.mask("The paste says swordfish and hunter22, and carol@corp.io.").into_string();
    assert_eq!(out, "The paste says MASKED_secret_1_9 and MASKED_secret_2_8, and MASKED_email_2_13.");
}

#[test]
fn every_class_has_its_words() {
    for class in classes::BY_POSITION.iter().copied().chain(classes::PREFIXES.iter().map(|prefix| prefix.class)) {
        assert_ne!((class, words(class)), (class, if class == "secret" { "" } else { "a secret" }));
        assert!(class.bytes().all(|b| b.is_ascii_lowercase() || b == b'_'));
    }
}

proptest! {
    #[test]
    fn masking_twice_is_masking_once(text in "(\\PC|\\n){0,200}") {
        let once = mask(&text);
        prop_assert_eq!(mask(once.as_str()), once);
    }

    #[test]
    fn pieces_in_any_order(parts in proptest::collection::vec(0usize..60, 0..12), seed in 0usize..50) {
        let keys = seeds(seed);
        let words = ["x-api-key: ", "\"", "'", "\n", " ", "-u ", "token=", "cookie: ", "Bearer ", "@", "a.b", "\\", "{", "}",
            "export A_KEY=", "https://", ":", "é", "\u{200b}", ", ", "…", "MASKED_", "MASKED_jwt_1_40", "$K"];
        let text: String = parts.iter().map(|i| match words.get(*i) {
            Some(word) => (*word).to_owned(),
            None => keys[i % keys.len()].1.clone(),
        }).collect();
        let once = mask(&text);
        prop_assert_eq!(mask(once.as_str()), once.clone(), "{}", text);
        for secret in secrets(&text) {
            prop_assert!(text.get(secret.span.start..secret.span.end).is_some());
        }
    }

    #[test]
    fn no_seed_survives_between_any_words(before in "(\\PC|\\n){0,40}", after in "[ \\n\"'<>,;)]\\PC{0,40}", which in 0usize..35, seed in 0usize..99) {
        let (class, secret) = seeds(seed).swap_remove(which);
        let text = format!("{before} {secret}{after}");
        let out = mask(&text).into_string();
        prop_assert!(!survives(&secret, &out, 8), "{}: {} → {}", class, text, out);
    }
}
