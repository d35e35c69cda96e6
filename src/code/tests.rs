//! Calls of libraries and what they send.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops where it fails")]

mod http;

use super::requests;
use crate::request::{Origin, Request};

fn only(paste: &str) -> Request {
    let mut found = requests(paste);
    assert_eq!(found.len(), 1, "{paste}\n{found:?}");
    found.remove(0)
}

fn body(paste: &str) -> String {
    only(paste).text().unwrap().as_str().to_owned()
}

fn header(request: &Request, name: &str) -> Option<String> {
    request.header(name).map(|header| header.value.as_str().to_owned())
}

/// A Python call with these arguments besides the model.
fn python(arguments: &str) -> String {
    format!("client.messages.create(model=\"m\", {arguments}\n)")
}

#[test]
fn literals_of_python_become_json() {
    let table = [
        ("max_tokens=1_024,", "\"max_tokens\": 1024"),
        ("max_tokens=.5", "\"max_tokens\": 0.5"),
        ("system='it\\'s \"x\"'", r#""system": "it's \"x\"""#),
        ("system=\"\"\"a\n\tb\"\"\"", r#""system": "a\n\tb""#),
        ("system=r'C:\\new'", r#""system": "C:\\new""#),
        ("system=('a '\n  'b')", r#""system": "a b""#),
        ("system='a' + name + \"b\"", r#""system": "a${name}b""#),
        ("system=f'{{x}} {name!r:>5} {os.environ[\"USER\"]}'", r#""system": "{x} ${name} ${USER}""#),
        ("system='\\u00e9\\x41\\101\\n\\q'", r#""system": "éAA\n\\q""#),
        ("system='\\ud83d'", r#""system": "\ud83d""#),
        ("stream=True, system=None, # done", "\"stream\": true, \"system\": null"),
        (
            "messages=[{'role': 'user', \"content\": x}, *rest],",
            r#""messages": [{"role": "user", "content": ${x}}, ${rest}]"#,
        ),
        ("messages=[m for m in all if m]", "\"messages\": ${[m for m in all if m]}"),
        ("tools=({'a': 1}, )", "\"tools\": [{\"a\": 1}]"),
        ("metadata={**base, 'user_id': 'a'}", "\"metadata\": {${base}, \"user_id\": \"a\"}"),
        (
            "messages=[MessageParam(role='user', content='x'), dict(role='user')]",
            r#""messages": [{"role": "user", "content": "x"}, {"role": "user"}]"#,
        ),
        ("max_tokens=n if n else 5, top_k=-3", "\"max_tokens\": ${n if n else 5}, \"top_k\": -3"),
        ("system=open('a.txt').read()[1:2]", "\"system\": ${open('a.txt').read()[1:2]}"),
        (
            "system=(lambda x: x)(1), max_tokens=4 * 1024",
            "\"system\": ${(lambda x: x)(1)}, \"max_tokens\": ${4 * 1024}",
        ),
    ];
    for (arguments, wanted) in table {
        let text = body(&python(&format!("messages=a, {arguments}")).replace("messages=a, messages", "messages"));
        assert!(text.contains(wanted), "{arguments}: {text}");
    }
}

#[test]
fn literals_of_javascript_become_json() {
    let table = [
        ("max_tokens: 1_024,", "\"max_tokens\": 1024"),
        ("\"system\": 'a \"b\" \\u{41}' + \"c\"", r#""system": "a \"b\" Ac""#),
        ("system: `x ${user.name} ${`y`} \\n` as const", "\"system\": \"x ${user.name} ${`y`} \\n\""),
        ("system, // short", "\"system\": ${system}"),
        ("stream: true, ...rest", "\"stream\": true, ${rest}"),
        ("system: /* no */ null", "\"system\": null"),
        ("tools: [betaTool({ run: async (x) => { return `}` }, name: 'f' })]", "\"tools\": [${betaTool("),
        ("tools: [{ name: 'f', run(x) { return {} } }]", "\"tools\": [{\"name\": \"f\", \"run\": ${"),
        ("system: ok ? 'a' : 'b', max_tokens: n ?? 5", "\"system\": ${ok ? 'a' : 'b'}, \"max_tokens\": ${n ?? 5}"),
        ("system: prompts['x']!.text!", "\"system\": ${prompts['x']!.text"),
        ("messages: history.map(m => ({ role: m.role })) satisfies X<string>[]", "\"messages\": ${history.map("),
        ("[key]: 1, max_tokens: 5", "${[key]: 1}, \"max_tokens\": 5"),
    ];
    for (fields, wanted) in table {
        let text = body(&format!("await client.messages.create({{ model: 'm', max_tokens: 1, {fields}\n }});"));
        assert!(text.contains(wanted), "{fields}: {text}");
    }
}

#[test]
fn names_stand_for_the_literals_that_they_were_set_to() {
    let call = "client.messages.create(model=MODEL, max_tokens=5, messages=[])";
    let known = "{\"model\": \"claude-opus-5\"";
    let yes = [
        "MODEL = \"claude-opus-5\"  # the big one",
        "MODEL: str = 'claude-opus-5'",
        ">>> MODEL = \"claude-opus-5\"",
        "class A:\n    MODEL = \"claude-opus-5\"\n",
        "OTHER = 'claude-opus-5'\nMODEL = OTHER",
    ];
    for line in yes {
        let text = body(&format!("{line}\n{call}"));
        assert!(text.starts_with(known), "{line}: {text}");
    }
    let no = [
        "MODEL = \"a\"\nMODEL = \"b\"",
        "def ask(MODEL):\n    pass",
        "for MODEL in models:\n",
        "MODEL = pick()",
        "other(\n    MODEL=\"a\",\n)",
        "other(\n    MODEL=\"a\"\n)",
        "MODEL = MODEL",
    ];
    for line in no {
        let text = body(&format!("{line}\n{call}"));
        assert!(text.starts_with("{\"model\": ${"), "{line}: {text}");
    }
    let typed = "const params: Anthropic.MessageCreateParams = {\n  model: 'm', max_tokens: 5, messages: [],\n};\nawait client.messages.create(params);";
    assert_eq!(body(typed), "{\"model\": \"m\", \"max_tokens\": 5, \"messages\": []}");
    for line in [
        "body.max_tokens = 5;",
        "if (x) body['max_tokens'] = 5",
        "Object.assign(body, { max_tokens: 5 });",
        "body.messages.push(x)",
    ] {
        let paste = format!("const body = {{ model: 'm', messages: [] }};\n{line}\nclient.messages.create(body)");
        assert!(requests(&paste).is_empty(), "{line}");
    }
    let grown = "messages = []\nmessages.append(x)\nclient.messages.create(model='m', messages=messages)\n";
    assert!(body(grown).contains("\"messages\": ${messages}"));
    let later =
        "messages = [{'role': 'user'}]\nclient.messages.create(model='m', messages=messages)\nmessages.append(x)";
    assert!(body(later).contains("\"messages\": [{\"role\": \"user\"}]"));
}

#[test]
fn every_byte_finds_its_way_back() {
    let paste = "M = 'claude-opus-5'\nclient.messages.create(model=M, max_tokens=1_0, system='a\\'b')";
    let request = only(paste);
    let text = request.text().unwrap();
    let place = |words: &str| {
        let at = text.as_str().find(words).unwrap();
        text.source(at..at + words.len()).of(paste)
    };
    assert_eq!(place("claude-opus-5"), "claude-opus-5");
    assert_eq!(place("\"max_tokens\""), "max_tokens");
    assert_eq!(place("10"), "1_0");
    assert_eq!(place("a'b"), "a\\'b");
    assert_eq!(request.program.of(paste), "client.messages.create");
    assert_eq!(request.span.of(paste), paste.get(4..).unwrap());
}

#[test]
fn the_client_tells_where_a_request_goes() {
    let call = "client.messages.create(model='m', max_tokens=5, messages=[])";
    let table = [
        ("client = anthropic.Anthropic()", "https://api.anthropic.com/v1/messages"),
        ("client = Anthropic(base_url='http://localhost:4000/')", "http://localhost:4000/v1/messages"),
        ("client = AsyncAnthropic(base_url=BASE)", "${BASE}/v1/messages"),
        ("client = Anthropic(**options)", "${client}/v1/messages"),
        ("client = AnthropicBedrock(aws_region='us-east-1')", "https://bedrock-runtime.us-east-1.amazonaws.com/model/m/invoke"),
        ("client = AnthropicBedrockMantle(aws_region='us-east-1')", "https://bedrock-mantle.us-east-1.api.aws/anthropic/v1/messages"),
        ("client = AnthropicVertex(region='global', project_id='p')", "https://aiplatform.googleapis.com/v1/projects/p/locations/global/publishers/anthropic/models/m:rawPredict"),
        ("client = AnthropicVertex()", "https://${CLOUD_ML_REGION}-aiplatform.googleapis.com/v1/projects/${ANTHROPIC_VERTEX_PROJECT_ID}/locations/${CLOUD_ML_REGION}/publishers/anthropic/models/m:rawPredict"),
        ("client = AnthropicFoundry(resource='r')", "https://r.services.ai.azure.com/anthropic/v1/messages"),
        ("with anthropic.Anthropic() as client:\n  pass", "https://api.anthropic.com/v1/messages"),
        ("a = Anthropic()\nb = AnthropicBedrock()", "/v1/messages"),
        ("", "/v1/messages"),
    ];
    for (client, url) in table {
        assert_eq!(only(&format!("{client}\n{call}")).url.as_str(), url, "{client}");
    }
    let spot = "r = Anthropic(api_key='k').messages.create(model='m', max_tokens=5, messages=[])";
    assert_eq!(header(&only(spot), "x-api-key").as_deref(), Some("k"));
    let beta = "client = new Anthropic();\nclient.beta.messages.create({ model: 'm', max_tokens: 5, betas: ['a-1', B], messages: [] }, { headers: { 'X-A': 'b' } })";
    let request = only(beta);
    assert_eq!(request.url.as_str(), "https://api.anthropic.com/v1/messages?beta=true");
    assert_eq!(header(&request, "anthropic-beta").as_deref(), Some("a-1,${B}"));
    assert_eq!(header(&request, "x-a").as_deref(), Some("b"));
    assert_eq!(request.origin, Origin::TypeScriptSdk);
    assert!(!request.text().unwrap().as_str().contains("betas"));
}

#[test]
fn keys_come_from_where_the_client_says() {
    let call = "\nclient.messages.create(model='m', max_tokens=5, messages=[])";
    let table = [
        ("client = Anthropic()", "x-api-key", "${ANTHROPIC_API_KEY}"),
        ("client = Anthropic(api_key=os.environ.get('MY_KEY'))", "x-api-key", "${MY_KEY}"),
        ("client = Anthropic(auth_token='t', api_key=None)", "authorization", "Bearer t"),
        ("client = Anthropic(default_headers={'X-Api-Key': 'k'})", "x-api-key", "k"),
        ("client = AnthropicFoundry(api_key=key)", "x-api-key", "${key}"),
        ("client = new Anthropic({ apiKey: import.meta.env.VITE_KEY })", "x-api-key", "${VITE_KEY}"),
        ("client = AnthropicBedrock()", "authorization", "${credentials}"),
    ];
    for (client, name, value) in table {
        assert_eq!(header(&only(&format!("{client}{call}")), name).as_deref(), Some(value), "{client}");
    }
}

#[test]
fn what_the_library_adds_and_leaves_out() {
    let paste = "client = Anthropic()\nwith client.messages.stream(model='m', max_tokens=5, timeout=9, extra_headers={'a': 'b'}, messages=[], extra_body={'x': 1}) as s:";
    let request = only(paste);
    assert_eq!(
        request.text().unwrap().as_str(),
        "{\"model\": \"m\", \"max_tokens\": 5, \"messages\": [], \"x\": 1, \"stream\": true}"
    );
    assert_eq!(header(&request, "a").as_deref(), Some("b"));
    let count = only("client.messages.count_tokens(model='m', messages=[])");
    assert_eq!(count.url.as_str(), "/v1/messages/count_tokens");
    let batch = "client.messages.batches.create(requests=[Request(custom_id='a', params=MessageCreateParamsNonStreaming(model='m', max_tokens=5, messages=[]))])";
    assert_eq!(
        body(batch),
        "{\"requests\": [{\"custom_id\": \"a\", \"params\": {\"model\": \"m\", \"max_tokens\": 5, \"messages\": []}}]}"
    );
    assert_eq!(
        body("client.messages.with_raw_response.create(model='m', messages=[])"),
        "{\"model\": \"m\", \"messages\": []}"
    );
    assert_eq!(
        body("client.messages\n  .parse<Answer>({ model: 'm', messages: [] })"),
        "{\"model\": \"m\", \"messages\": []}"
    );
}

#[test]
fn what_is_no_call_is_left_alone() {
    for paste in [
        "",
        "client.messages.create(",
        "client.messages.create()",
        "client.messages.create(...)",
        "client.messages.create(**payload)",
        "client.messages.create(model=\"m\", messages=[",
        "client.messages.create(model=\"m\", messages=\"\"\"",
        "client.messages.create(model=\"m\" messages=[])",
        "    message = client.messages.create(\n              ^^^^^^^^^^^^^^^^^^^^^^^\n  File \"a.py\", line 2, in wrapper\n    return func(*args)",
        "client.messages.create(body='Hi', from_='+1', to='+2')",
        "client.beta.threads.messages.create(thread_id='t', role='user', content='x')",
        "client = OpenAI()\nclient.chat.completions.create(model='gpt-4o', messages=[])",
        "    return self._client.messages.create(**request)",
        "see messages.create(model, messages) for more",
    ] {
        assert!(requests(paste).is_empty(), "{paste}");
    }
}

#[test]
fn hostile_code_is_read_in_bounded_time() {
    let call = "client.messages.create(model='m', max_tokens=1, messages=";
    let many = |text: &str, times: usize| text.repeat(times);
    for paste in [
        format!("{call}{}", many("[", 100_000)),
        format!("{call}{}", many("(", 100_000)),
        format!("{call}{}", many("{'a': ", 50_000)),
        format!("x = new Anthropic({{ a: {}", many("`${", 100_000)),
        many(call, 5_000),
        many("client.messages.create({ a: '", 5_000),
        many("client.messages.create(model='m', max_tokens=1, messages=", 40_000),
        many("fetch('https://api.anthropic.com/v1/messages', ", 40_000),
        many("requests.post('https://api.anthropic.com/v1/messages', json=", 40_000),
        many("fetch(x, y => { ", 40_000),
        many("r = Request('https://api.anthropic.com/v1/messages')\nurllib\n", 10_000),
        many("x = new XMLHttpRequest(); x.open('POST', 'https://api.anthropic.com/v1/messages');\n", 10_000),
        many("s = requests.Session()\ns.headers\ns.post('https://api.anthropic.com/v1/messages')\n", 10_000),
        format!("https.request({})", many("a.b<", 100_000)),
        format!("x{}('y')", many(">", 100_000)),
        many("Anthropic(", 50_000),
        many("a = a\n", 50_000),
        format!(
            "{}{call}x0)",
            (0..200).map(|i| format!("x{i} = [x{}, x{}]\n", i + 1, i + 1)).rev().collect::<String>()
        ),
        format!("{call}'{}'", "A".repeat(3_000_000)),
        format!("{call}lambda: {}", many("lambda: ", 50_000)),
        format!("{call}{}", many("not ", 200_000)),
        format!("{call}{}", many("a ? b : ", 50_000)),
    ] {
        let begin = std::time::Instant::now();
        for request in requests(&paste) {
            assert!(request.text().is_none_or(|text| text.len() <= 8 * paste.len() + 65_536));
        }
        assert!(begin.elapsed().as_secs() < 3, "{:?} for {}…", begin.elapsed(), paste.get(..60).unwrap_or(""));
    }
}

const POST: &str = "method: 'POST', headers: { 'x-api-key': key, 'anthropic-version': '2023-06-01', 'Content-Type': 'application/json' }";

#[test]
fn fetch_is_read_with_its_options() {
    let url = "https://api.anthropic.com/v1/messages";
    let paste =
        format!("const r = await fetch('{url}', {{ {POST}, body: JSON.stringify({{ model, max_tokens: 5 }}) }});");
    let request = only(&paste);
    assert_eq!((request.method.as_str(), request.url.as_str()), ("POST", url));
    assert_eq!(request.text().unwrap().as_str(), "{\"model\": ${model}, \"max_tokens\": 5}");
    assert_eq!(header(&request, "content-type").as_deref(), Some("application/json"));
    assert_eq!(header(&request, "x-api-key").as_deref(), Some("${key}"));
    let copied = "fetch(\"https://api.anthropic.com/v1/messages\", {\n  \"headers\": {\n    \"accept\": \"*/*\"\n  },\n  \"referrer\": \"http://localhost/\",\n  \"body\": \"{\\\"model\\\":\\\"m\\\"}\",\n  \"method\": \"POST\"\n}); ;";
    let request = only(copied);
    assert_eq!(request.text().unwrap().as_str(), "{\"model\":\"m\"}");
    assert_eq!(header(&request, "content-type").as_deref(), Some("text/plain;charset=UTF-8"));
    let outside = "const body = { model: 'm' };\nconst options = { method: 'post', body: JSON.stringify(body), headers: new Headers({ 'anthropic-version': '2023-06-01' }) };\nfetch(API_URL, options)";
    let request = only(outside);
    assert_eq!((request.method.as_str(), request.url.as_str()), ("POST", "${API_URL}"));
    assert_eq!(request.text().unwrap().as_str(), "{\"model\": \"m\"}");
    let get = only("fetch(`https://api.anthropic.com/v1/models`)");
    assert_eq!(get.method.as_str(), "GET");
    let axios = only(&format!(
        "await axios.post('{url}', {{ model: 'm' }}, {{ headers: {{ 'anthropic-version': '2023-06-01' }} }})"
    ));
    assert_eq!(axios.text().unwrap().as_str(), "{\"model\": \"m\"}");
    assert_eq!(header(&axios, "content-type").as_deref(), Some("application/json"));
}

#[test]
fn requests_and_httpx_are_read_with_their_arguments() {
    let url = "https://api.anthropic.com/v1/messages";
    let head = "headers={'x-api-key': os.environ['KEY'], 'anthropic-version': '2023-06-01'}";
    let paste = format!("r = requests.post(\n    \"{url}\",\n    {head},\n    json={{'model': 'm', 'stream': True}},\n    timeout=60, verify=False)");
    let request = only(&paste);
    assert_eq!(request.text().unwrap().as_str(), "{\"model\": \"m\", \"stream\": true}");
    assert_eq!(header(&request, "x-api-key").as_deref(), Some("${KEY}"));
    assert_eq!(header(&request, "content-type").as_deref(), Some("application/json"));
    assert!(request.insecure.is_some());
    let parts = format!("url = '{url}'\nheaders = {{'anthropic-version': '2023-06-01'}}\npayload = {{'model': 'm'}}\nresponse = requests.request('post', url, headers=headers, data=json.dumps(payload))");
    let request = only(&parts);
    assert_eq!((request.method.as_str(), request.url.as_str()), ("POST", url));
    assert_eq!(request.text().unwrap().as_str(), "{\"model\": \"m\"}");
    assert_eq!(header(&request, "content-type"), None);
    let form = only(&format!("requests.post('{url}', data={{'model': 'm'}})"));
    assert_eq!(header(&form, "content-type").as_deref(), Some("application/x-www-form-urlencoded"));
    let text = only(&format!("httpx.post('{url}', content='{{\"model\": \"m\"}}')"));
    assert_eq!(text.text().unwrap().as_str(), "{\"model\": \"m\"}");
    let session = only(&format!("async with client.stream('POST', '{url}', json=body) as r:"));
    assert_eq!(session.text().unwrap().as_str(), "${body}");
    for other in [
        "requests.post('https://example.com', json={'a': 1})",
        "app.post('/messages', (req, res) => {})",
        "fetch('/api/chat')",
    ] {
        assert!(requests(other).is_empty(), "{other}");
    }
}

#[test]
fn httpie_is_read_with_its_items() {
    let paste = "$ KEY=k\n$ http POST https://api.anthropic.com/v1/messages x-api-key:$KEY anthropic-version:2023-06-01 \\\n  model=claude-opus-5 max_tokens:=100 'system=say \"hi\"' messages:='[{\"role\": \"user\", \"content\": \"Hi\"}]'";
    let request = only(paste);
    assert_eq!(request.origin, Origin::HttpIe);
    assert_eq!((request.method.as_str(), request.url.as_str()), ("POST", "https://api.anthropic.com/v1/messages"));
    assert_eq!(header(&request, "x-api-key").as_deref(), Some("k"));
    assert_eq!(header(&request, "content-type").as_deref(), Some("application/json"));
    assert_eq!(
        request.text().unwrap().as_str(),
        "{\"model\": \"claude-opus-5\", \"max_tokens\": 100, \"system\": \"say \\\"hi\\\"\", \"messages\": [{\"role\": \"user\", \"content\": \"Hi\"}]}"
    );
    let nested = only("https api.anthropic.com/v1/messages model=m messages[0][role]=user messages[0][content]=Hi messages[1][role]=user metadata[user_id]=a");
    assert_eq!(nested.url.as_str(), "https://api.anthropic.com/v1/messages");
    assert_eq!(
        nested.text().unwrap().as_str(),
        "{\"model\": \"m\", \"messages\": [{\"role\": \"user\", \"content\": \"Hi\"}, {\"role\": \"user\"}], \"metadata\": {\"user_id\": \"a\"}}"
    );
    let raw = only("xh --raw '{\"model\": \"m\"}' https://api.anthropic.com/v1/messages -A bearer -a $TOKEN");
    assert_eq!(raw.text().unwrap().as_str(), "{\"model\": \"m\"}");
    assert_eq!(header(&raw, "authorization").as_deref(), Some("Bearer ${TOKEN}"));
    let piped = only("echo '{\"model\": \"m\"}' | http https://api.anthropic.com/v1/messages");
    assert_eq!((piped.method.as_str(), piped.text().unwrap().as_str().trim_end()), ("POST", "{\"model\": \"m\"}"));
    for other in
        ["http is a protocol: see https://anthropic.com", "use http POST to send x=1", "http GET example.com a:b"]
    {
        assert!(requests(other).is_empty(), "{other}");
    }
}
