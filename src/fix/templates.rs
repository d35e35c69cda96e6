//! The test request, and the same call with the official libraries (Python 2.x, TypeScript 1.x).

use crate::request::Dialect;

/// A minimal test request for the shell that the person uses.
///
/// The key is never written out: it comes from the variable `ANTHROPIC_API_KEY`.
pub fn curl(model: &str, dialect: Dialect) -> String {
    let template = match dialect {
        Dialect::Posix | Dialect::Fish => CURL,
        Dialect::Cmd => CURL_CMD,
        Dialect::PowerShell => CURL_POWERSHELL,
    };
    filled(template, model)
}

/// A complete script; with `waiting` it shows the pauses between tries instead of leaving them to the library.
pub fn python(model: &str, waiting: bool) -> String {
    filled(if waiting { PYTHON_WAITING } else { PYTHON }, model)
}

/// The same in TypeScript.
pub fn typescript(model: &str, waiting: bool) -> String {
    filled(if waiting { TYPESCRIPT_WAITING } else { TYPESCRIPT }, model)
}

fn filled(template: &str, model: &str) -> String {
    template.trim_start_matches('\n').replace("MODEL", model)
}

const CURL: &str = r#"
curl https://api.anthropic.com/v1/messages \
  -H "x-api-key: $ANTHROPIC_API_KEY" \
  -H "anthropic-version: 2023-06-01" \
  -H "content-type: application/json" \
  -d '{
    "model": "MODEL",
    "max_tokens": 64,
    "messages": [{"role": "user", "content": "Say hello."}]
  }'"#;

const CURL_CMD: &str = r#"
curl https://api.anthropic.com/v1/messages ^
  -H "x-api-key: %ANTHROPIC_API_KEY%" ^
  -H "anthropic-version: 2023-06-01" ^
  -H "content-type: application/json" ^
  -d "{\"model\": \"MODEL\", \"max_tokens\": 64, \"messages\": [{\"role\": \"user\", \"content\": \"Say hello.\"}]}""#;

// The body goes through the pipe: older PowerShells take the quotes out of an argument.
const CURL_POWERSHELL: &str = r#"
'{"model": "MODEL", "max_tokens": 64, "messages": [{"role": "user", "content": "Say hello."}]}' |
  curl.exe https://api.anthropic.com/v1/messages `
  -H "x-api-key: $env:ANTHROPIC_API_KEY" `
  -H "anthropic-version: 2023-06-01" `
  -H "content-type: application/json" `
  -d "@-""#;

const PYTHON: &str = r#"
# pip install anthropic
import sys

import anthropic

# The key comes from the environment variable ANTHROPIC_API_KEY.
# A minute for each try, and four more tries with growing pauses.
client = anthropic.Anthropic(timeout=60.0, max_retries=4)

try:
    message = client.messages.create(
        model="MODEL",
        max_tokens=64,
        messages=[{"role": "user", "content": "Say hello."}],
    )
except anthropic.RateLimitError as error:
    wait = error.response.headers.get("retry-after", "unknown")
    sys.exit(f"429 rate limit. Wait {wait} seconds. Request id: {error.request_id}")
except anthropic.APITimeoutError:
    sys.exit("No answer within 60 seconds. Raise the timeout, or stream the answer.")
except anthropic.APIConnectionError as error:
    sys.exit(f"The API was not reached: {error.__cause__ or error}")
except anthropic.APIStatusError as error:
    sys.exit(f"{error.status_code} {error.type}: {error.api_message} Request id: {error.request_id}")

print("".join(block.text for block in message.content if block.type == "text"))
"#;

const PYTHON_WAITING: &str = r#"
# pip install anthropic
import random
import sys
import time

import anthropic

TRIES = 6

# The key comes from the environment variable ANTHROPIC_API_KEY.
# The library could retry by itself; here the pauses are ours, so that they can be longer.
client = anthropic.Anthropic(timeout=60.0, max_retries=0)


def pause(attempt, error):
    """Seconds to wait: what the server asks for, else 1, 2, 4 ... 60, plus a little chance."""
    response = getattr(error, "response", None)
    asked = response.headers.get("retry-after") if response is not None else None
    try:
        seconds = float(asked)
    except (TypeError, ValueError):
        seconds = min(60.0, 2.0**attempt)
    return seconds + random.uniform(0, 1)


def ask():
    for attempt in range(TRIES):
        try:
            return client.messages.create(
                model="MODEL",
                max_tokens=64,
                messages=[{"role": "user", "content": "Say hello."}],
            )
        except (anthropic.RateLimitError, anthropic.InternalServerError, anthropic.APIConnectionError) as error:
            # APITimeoutError is an APIConnectionError; 529 is an InternalServerError.
            if attempt == TRIES - 1:
                raise
            seconds = pause(attempt, error)
            print(f"{type(error).__name__}: waiting {seconds:.0f} s", file=sys.stderr)
            time.sleep(seconds)


try:
    message = ask()
except anthropic.APITimeoutError:
    sys.exit("No answer within 60 seconds, six times. Try again later.")
except anthropic.APIConnectionError as error:
    sys.exit(f"The API was not reached: {error.__cause__ or error}")
except anthropic.APIStatusError as error:
    sys.exit(f"{error.status_code} {error.type}: {error.api_message} Request id: {error.request_id}")

print("".join(block.text for block in message.content if block.type == "text"))
"#;

const TYPESCRIPT: &str = r#"
// npm install @anthropic-ai/sdk
import Anthropic from "@anthropic-ai/sdk";

// The key comes from the environment variable ANTHROPIC_API_KEY.
// A minute for each try, and four more tries with growing pauses.
const client = new Anthropic({ timeout: 60_000, maxRetries: 4 });

try {
  const message = await client.messages.create({
    model: "MODEL",
    max_tokens: 64,
    messages: [{ role: "user", content: "Say hello." }],
  });
  console.log(message.content.map((block) => (block.type === "text" ? block.text : "")).join(""));
} catch (error) {
  if (error instanceof Anthropic.RateLimitError) {
    const wait = error.headers.get("retry-after") ?? "unknown";
    console.error(`429 rate limit. Wait ${wait} seconds. Request id: ${error.requestID}`);
  } else if (error instanceof Anthropic.APIConnectionTimeoutError) {
    console.error("No answer within 60 seconds. Raise the timeout, or stream the answer.");
  } else if (error instanceof Anthropic.APIConnectionError) {
    console.error(`The API was not reached: ${error.cause ?? error.message}`);
  } else if (error instanceof Anthropic.APIError) {
    console.error(`${error.status} ${error.type}: ${error.apiMessage} Request id: ${error.requestID}`);
  } else {
    throw error;
  }
  process.exitCode = 1;
}
"#;

const TYPESCRIPT_WAITING: &str = r#"
// npm install @anthropic-ai/sdk
import Anthropic from "@anthropic-ai/sdk";

const TRIES = 6;

// The key comes from the environment variable ANTHROPIC_API_KEY.
// The library could retry by itself; here the pauses are ours, so that they can be longer.
const client = new Anthropic({ timeout: 60_000, maxRetries: 0 });

/** Seconds to wait: what the server asks for, else 1, 2, 4 ... 60, plus a little chance. */
function pause(attempt: number, error: unknown): number {
  const asked = error instanceof Anthropic.APIError ? Number(error.headers?.get("retry-after") ?? NaN) : NaN;
  return (Number.isFinite(asked) ? asked : Math.min(60, 2 ** attempt)) + Math.random();
}

/** Whether another try may help: rate limits, the server's side, the network. */
function mayPass(error: unknown): boolean {
  return (
    error instanceof Anthropic.RateLimitError ||
    error instanceof Anthropic.InternalServerError ||
    error instanceof Anthropic.APIConnectionError
  );
}

for (let attempt = 0; attempt < TRIES; attempt++) {
  try {
    const message = await client.messages.create({
      model: "MODEL",
      max_tokens: 64,
      messages: [{ role: "user", content: "Say hello." }],
    });
    console.log(message.content.map((block) => (block.type === "text" ? block.text : "")).join(""));
    break;
  } catch (error) {
    if (attempt === TRIES - 1 || !mayPass(error)) {
      const id = error instanceof Anthropic.APIError ? error.requestID : undefined;
      console.error(`${error} Request id: ${id ?? "none"}`);
      process.exitCode = 1;
      break;
    }
    const seconds = pause(attempt, error);
    console.error(`${error}: waiting ${seconds.toFixed(0)} s`);
    await new Promise((resolve) => setTimeout(resolve, seconds * 1000));
  }
}
"#;
