curl -X POST 'http://0.0.0.0:4000/v1/messages' \
    -H 'Content-Type: application/json' \
    -H 'Authorization: Bearer sk-1234' \
    -D '{"model": "claude-sonnet-4-5", "max_tokens": 10, "messages": [{"role": "user", "content": "hi"}]}'
