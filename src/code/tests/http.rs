//! Python's and JavaScript's own ways to send a request: what each makes of its arguments.

use super::{body, header, only, requests};
use crate::request::{Origin, Request};

const URL: &str = "https://api.anthropic.com/v1/messages";

/// Method, address, content type and body.
fn parts(paste: &str) -> (String, String, Option<String>, String) {
    let request = only(paste);
    let text = request.text().map_or("", |text| text.as_str()).to_owned();
    let (method, url) = (request.method.as_str().to_owned(), request.url.as_str().to_owned());
    (method, url, header(&request, "content-type"), text)
}

/// What a request is made of, in one line.
fn line(paste: &str) -> String {
    let (method, url, kind, body) = parts(paste);
    format!("{method} {url} [{}] {body}", kind.unwrap_or_default())
}

#[test]
fn every_library_has_its_own_defaults() {
    let fields = "{ model: 'm' }";
    let table = [
        (
            format!("fetch('{URL}', {{ method: 'POST', body: JSON.stringify({fields}) }})"),
            "POST",
            "text/plain;charset=UTF-8",
        ),
        (format!("fetch('{URL}', {{ method: 'POST', body: '{{\"model\": \"m\"}}' }})"), "POST", "text/plain;charset=UTF-8"),
        (format!("axios.post('{URL}', {fields})"), "POST", "application/json"),
        (format!("axios('{URL}', {{ method: 'post', data: {fields} }})"), "POST", "application/json"),
        (format!("axios<Answer>({{ url: '{URL}', method: 'post', data: {fields} }})"), "POST", "application/json"),
        (format!("got.post<Answer>('{URL}', {{ json: {fields} }}).json()"), "POST", "application/json"),
        (format!("got({{ url: '{URL}', method: 'POST', body: JSON.stringify({fields}) }})"), "POST", ""),
        (format!("got('{URL}', {{ method: 'POST', form: {fields} }})"), "POST", "application/x-www-form-urlencoded"),
        (format!("ky.post('{URL}', {{ json: {fields} }}).json()"), "POST", "application/json"),
        (format!("ky('{URL}', {{ json: {fields} }})"), "GET", "application/json"),
        (format!("undici.request('{URL}', {{ body: JSON.stringify({fields}) }})"), "PUT", ""),
        (format!("import {{ request }} from 'undici'\nawait request(new URL('{URL}'), {{ method: 'POST', body: JSON.stringify({fields}) }})"), "POST", ""),
        (format!("$.ajax({{ url: '{URL}', type: 'post', data: JSON.stringify({fields}) }})"), "POST", "application/x-www-form-urlencoded"),
        (format!("jQuery.ajax('{URL}', {{ method: 'POST', contentType: 'application/json', data: JSON.stringify({fields}) }})"), "POST", "application/json"),
        (format!("$.post('{URL}', {fields}, show)"), "POST", "application/x-www-form-urlencoded"),
        (format!("const r = https.request('{URL}', {{ method: 'POST' }}, onAnswer);\nr.end(JSON.stringify({fields}));"), "POST", ""),
        (format!("https.request('{URL}', {{ method: 'POST' }}).end(JSON.stringify({fields}))"), "POST", ""),
        (format!("x = new XMLHttpRequest();\nx.open('post', '{URL}');\nx.send(JSON.stringify({fields}));"), "POST", "text/plain;charset=UTF-8"),
    ];
    for (paste, method, kind) in table {
        assert_eq!(line(&paste), format!("{method} {URL} [{kind}] {{\"model\": \"m\"}}"), "{paste}");
    }
}

#[test]
fn every_module_of_python_has_its_own_defaults() {
    let fields = "{'model': 'm'}";
    let form = "application/x-www-form-urlencoded";
    let table = [
        (format!("requests.post('{URL}', json={fields})"), "POST", "application/json"),
        (format!("requests.post('{URL}', data={fields})"), "POST", form),
        (format!("requests.post('{URL}', data=json.dumps({fields}))"), "POST", ""),
        (format!("import urllib.request\nr = urllib.request.Request('{URL}', data=json.dumps({fields}).encode())"), "POST", form),
        (format!("from urllib.request import Request, urlopen\nr = Request('{URL}', method='PUT')\nr.add_header('content-type', 'a')\nurlopen(r, bytes(json.dumps({fields}), 'utf-8'))"), "PUT", "a"),
        (format!("import urllib.request\nurllib.request.urlopen('{URL}', json.dumps({fields}).encode())"), "POST", form),
        (format!("c = http.client.HTTPSConnection('api.anthropic.com')\nc.request('POST', '/v1/messages', json.dumps({fields}), {{'content-type': 'a'}})"), "POST", "a"),
        (format!("async with aiohttp.ClientSession('https://api.anthropic.com') as s:\n  await s.post('/v1/messages', json={fields})"), "POST", "application/json"),
        (format!("with httpx.Client(base_url='https://api.anthropic.com/v1/') as c:\n  c.post('messages', json={fields})"), "POST", "application/json"),
        (format!("self.http = requests.Session()\nself.http.post('{URL}', json={fields})"), "POST", "application/json"),
    ];
    for (paste, method, kind) in table {
        assert_eq!(line(&paste), format!("{method} {URL} [{kind}] {{\"model\": \"m\"}}"), "{paste}");
    }
}

#[test]
fn parameters_become_the_query() {
    let table = [
        (
            format!("requests.get('{URL}', params={{'beta': 'true', 'a b': 'c&d', 'none': None, 'n': 5}})"),
            "?beta=true&a+b=c%26d&n=5",
        ),
        (format!("requests.get('{URL}?x=1', params='y=2')"), "?x=1&y=2"),
        (format!("httpx.get('{URL}#top', params={{'key': KEY}})"), "?key=${KEY}#top"),
        (format!("requests.get('{URL}', params=params)"), "?${params}"),
        (format!("axios.get('{URL}', {{ params: {{ beta: true, ...more }} }})"), "?beta=true&${params}"),
        (format!("got.get('{URL}', {{ searchParams: {{ beta: 'é' }} }})"), "?beta=%C3%A9"),
        (format!("ky.get('{URL}', {{ searchParams: '?beta=true' }})"), "?beta=true"),
        (format!("undici.request('{URL}', {{ query: {{ beta: `${{b}}` }} }})"), "?beta=${b}"),
        (format!("http GET {URL} beta==true 'q==a b' x-api-key:$K"), "?beta=true&q=a+b"),
    ];
    for (paste, query) in table {
        let url = only(&paste).url;
        let (before, fragment) = URL.split_once('#').unwrap_or((URL, ""));
        assert_eq!(url.as_str(), format!("{before}{query}{fragment}"), "{paste}");
    }
}

#[test]
fn what_all_calls_of_a_session_have_is_sent_with_each() {
    let call = format!("s.post('{URL}', headers={{'anthropic-version': 'b'}}, json={{'model': 'm'}})");
    let hidden = |request: &Request| request.headers.iter().any(|header| !header.name.symbols().is_empty());
    let table = [
        ("s = requests.Session()", "b", None, false),
        (
            "s = requests.Session()\ns.headers.update({'X-Api-Key': K, 'Anthropic-Version': 'a'})",
            "b",
            Some("${K}"),
            false,
        ),
        (
            "s = httpx.AsyncClient(headers={'x-api-key': 'k', 'anthropic-version': 'a'}, timeout=9)",
            "b",
            Some("k"),
            false,
        ),
        ("s = requests.Session()\ns.headers['x-api-key'] = K", "b", None, true),
        ("s = aiohttp.ClientSession(**options)", "b", None, true),
        ("s = make_session()", "b", None, true),
    ];
    for (before, version, key, open) in table {
        let request = only(&format!("{before}\n{call}"));
        let versions: Vec<&str> =
            request.headers.iter().filter(|h| h.is("anthropic-version")).map(|h| h.value.as_str()).collect();
        assert_eq!(versions, [version], "{before}");
        assert_eq!(header(&request, "x-api-key").as_deref(), key, "{before}");
        assert_eq!(hidden(&request), open, "{before}");
    }
    let api = "const api = axios.create({ baseURL: 'https://api.anthropic.com/v1/', headers: { 'x-api-key': K } });\n";
    let request = only(&format!("{api}await api.post('/messages', {{ model: 'm' }});"));
    assert_eq!((request.url.as_str(), header(&request, "x-api-key").as_deref()), (URL, Some("${K}")));
    assert!(!hidden(&request));
    for later in ["api.defaults.headers['a'] = b;\n", "api.interceptors.request.use(sign);\n"] {
        assert!(hidden(&only(&format!("{api}{later}await api.post('/messages', {{ model: 'm' }});"))), "{later}");
    }
}

#[test]
fn what_is_given_to_a_request_later_is_part_of_it() {
    let xhr = format!(
        "const x = new XMLHttpRequest();\nx.open('POST', '{URL}');\n// x.setRequestHeader('no', 'no');\nx.setRequestHeader('x-api-key', key);\nx.send(body);\nx.open('GET', '/other');\nx.send();"
    );
    let request = only(&xhr);
    assert_eq!(request.origin, Origin::Browser);
    assert_eq!(request.headers.len(), 1);
    assert_eq!(request.text().unwrap().as_str(), "${body}");
    assert!(request.span.of(&xhr).starts_with("const x =") && request.span.of(&xhr).ends_with("x.send(body)"));
    let cut = only(&format!("x = new XMLHttpRequest();\nx.open('POST', '{URL}');"));
    assert!(cut.headers.iter().any(|header| !header.name.symbols().is_empty()));
    let node = "const q = https.request({ host: 'api.anthropic.com', port: 8443, path: '/v1/messages', method: 'post', rejectUnauthorized: false }, r => r);\nq.setHeader('a', 'b');\nq.write('{\"a\":');\nq.write('1}');\nq.end();";
    let request = only(node);
    assert_eq!((request.method.as_str(), request.url.as_str()), ("POST", "https://api.anthropic.com:8443/v1/messages"));
    assert_eq!(header(&request, "a").as_deref(), Some("b"));
    assert!(!request.text().unwrap().symbols().is_empty());
    assert!(request.insecure.is_some());
    let urllib = format!("import urllib.request, ssl\nreq = urllib.request.Request('{URL}', headers=H)\nreq.data = data\nurllib.request.urlopen(req, context=ssl._create_unverified_context())");
    let request = only(&urllib);
    assert_eq!((request.method.as_str(), request.text().unwrap().as_str()), ("POST", "${body}"));
    assert!(request.insecure.is_some());
    let twice = format!("import urllib.request\nreq = urllib.request.Request('{URL}', b'{{}}')\nreq = other()\nreq.add_header('a', 'b')");
    assert_eq!(header(&only(&twice), "a"), None);
}

#[test]
fn every_byte_of_an_address_finds_its_way_back() {
    let paste = "c = HTTPSConnection('api.anthropic.com')\nc.request('POST', '/v1/messages', '{}')";
    let url = only(paste).url;
    let place = |words: &str| {
        let at = url.as_str().find(words).unwrap();
        url.source(at..at + words.len()).of(paste)
    };
    assert_eq!((place("api.anthropic.com"), place("/v1/messages")), ("api.anthropic.com", "/v1/messages"));
    let paste = format!("KEY = 'secret'\nrequests.get('{URL}', params={{'key': KEY}})");
    let url = only(&paste).url;
    let at = url.as_str().find("key=").unwrap();
    assert_eq!(url.source(at..at + 4).of(&paste), "key");
    assert_eq!(url.source(at + 4..url.len()).of(&paste), "KEY");
}

#[test]
fn what_sends_nothing_to_claude_is_left_alone() {
    for paste in [
        "import urllib.request\nreq = urllib.request.Request('https://example.com', data=b'a')",
        "req = Request('https://api.anthropic.com/v1/messages')",
        "store.open('POST', 'https://api.anthropic.com/v1/messages')",
        "got('https://example.com', { json: { model: 'gpt-4o' } })",
        "https.request({ hostname: 'example.com', path: '/' }, r => r)",
        "app.post('https://api.anthropic.com/v1/messages', { model: 'm' }, { headers })",
        "cache.get('claude', { a: 1 })",
        "https.request(",
        "x = new XMLHttpRequest(); x.open('POST', ",
        "import urllib.request\nurllib.request.Request(\"https://api.anthropic.com/v1/messages\"",
        "conn.request()",
        "responses.post('https://api.anthropic.com/v1/messages', json={'content': []})",
        "requests_mock.post('https://api.anthropic.com/v1/messages', json={'id': 'msg'})",
        "c = http.client.HTTPSConnection('api.anthropic.com')\nc.request('POST', self.path, body, headers)",
        "import urllib\nreq = make(\"https://api.anthropic.com/v1/messages\")\nurlopen(req)",
        "$.ajax()",
    ] {
        assert!(requests(paste).is_empty(), "{paste}");
    }
    assert_eq!(body(&format!("axios.post('{URL}', {{ data: bytes }})")), "{\"data\": ${bytes}}");
    // A name that stands for itself.
    assert_eq!(body(&format!("data = bytes(data)\nrequests.post('{URL}', data=data)")), "${data}");
}
