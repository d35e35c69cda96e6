curl https://api.anthropic.com/v1/messages \
  --header "x-api-key: sk-ant-api03-EXAMPLE-Rk7vTn2LqYw9_invented-XcVbNm4QwErTy5-AA" \
  --header "anthropic-version: 2023-06-01" \
  --header "content-type: application/json" \
  --data '{
    "model": "claude-sonnet-5",
    "max_tokens": 1024,
    "messages": [
      {"role": "user", "content": "Hello, Claude"}
    ]
  }'
