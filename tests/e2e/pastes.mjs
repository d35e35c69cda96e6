// Pastes of our own for the browser tests.
export const overloaded = `> run the tests again
  ⎿  API Error (529 {"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}) · Retrying in 5 seconds… (attempt 4/10)`;

export const key = 'sk-ant-api03-' + 'Zq7'.repeat(31) + 'AA';

export const singleQuotes = `curl https://api.anthropic.com/v1/messages \\
  -H 'x-api-key: $ANTHROPIC_API_KEY' \\
  -H "anthropic-version: 2023-06-01" \\
  -H "content-type: application/json" \\
  -d '{"model": "claude-haiku-5-5", "max_tokens": 64, "messages": [{"role": "user", "content": "Hello"}]}'

{"type":"error","error":{"type":"authentication_error","message":"invalid x-api-key"},"request_id":"req_011CTestTestTestTestTest"}`;

export const healthy = singleQuotes.split('\n\n')[0].replace(/'x-api-key: \$ANTHROPIC_API_KEY'/, '"x-api-key: $ANTHROPIC_API_KEY"');

export const withKey = `curl https://api.anthropic.com/v1/messages -H "x-api-key: ${key}" \\
  -H "anthropic-version: 2023-06-01" -H "content-type: application/json" \\
  -d '{"model":"claude-haiku-5-5","max_tokens":9,"messages":[{"role":"user","content":"hi"}]}'
{"type":"error","error":{"type":"authentication_error","message":"invalid x-api-key"}}`;

export const connection = `> hi
  ⎿  API Error (Connection error.) · Retrying in 1 seconds… (attempt 1/10)
    ⎿  TypeError (fetch failed)`;

// Four limits answer with these words.
export const limit = 'API Error: 429 {"type":"error","error":{"type":"rate_limit_error","message":"Rate limited"}}';

export const openai = `openai.BadRequestError: Error code: 400 - {'error': {'message': "This model's maximum context length is 8192 tokens.", 'code': 'context_length_exceeded'}}`;

export const prose = 'Since the update everything feels slower and I cannot say why.';
