dev@build-7:~/demo$ curl https://api.anthropic.com/v1/messages \
> -H "x-api-key: $ANTHROPIC_API_KEY" \
> -H "anthropic-version: 2023-06-01" \
> -H "content-type: application/json" \
> -d '{"model":"claude-sonnet-4-5","max_tokens":10,"messages":[{"role":"user","content":"hello"}]}'
{"type":"error","error":{"type":"authentication_error","message":"invalid x-api-key"},"request_id":"req_011CTestOnly00000000000"}
dev@build-7:~/demo$ 
