curl --data-binary @- https://api.anthropic.com/v1/messages <<"REQUEST_BODY" \
  -H "x-api-key: $ANTHROPIC_API_KEY" \
  -H "anthropic-version: 2023-06-01" \
  -H "content-type: application/json"
{"model":"claude-opus-4-20250514","max_tokens":90,
 "messages":[{"role":"user","content":"Say \"ready\" when you're ready"}]}
REQUEST_BODY
