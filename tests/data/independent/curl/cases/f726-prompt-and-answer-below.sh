anna@MacBook-Pro ~ % curl https://api.anthropic.com/v1/messages -H "x-api-key: $ANTHROPIC_API_KEY" -H "anthropic-version: 2023-06-01" -H "content-type: application/json" -d '{"model":"claude-sonnet-4-6","max_tokens":64,"messages":[{"role":"user","content":"Are you there?"}]}'
{"type":"error","error":{"type":"overloaded_error","message":"Overloaded"},"request_id":"req_011CVz7pQm2XwTestOnly"}
anna@MacBook-Pro ~ % 
