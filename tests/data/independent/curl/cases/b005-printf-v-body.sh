printf -v body '{"model":"%s","max_tokens":%d,"messages":[{"role":"user","content":"%s"}]}' claude-haiku-4-5 25 "What is 5% of 80?"
curl -s https://api.anthropic.com/v1/messages -H "x-api-key: $ANTHROPIC_API_KEY" -H 'anthropic-version: 2023-06-01' -H 'content-type: application/json' -d "$body"
