curl "${BASE_URL:-http://localhost:4000}/v1/messages" \
  -H "Authorization: Bearer ${LITELLM_KEY:-sk-1234}" -H "content-type: application/json" -H "anthropic-version: 2023-06-01" \
  -d '{"model":"'"${MODEL:=claude-sonnet-4-5}"'","max_tokens":16,"messages":[{"role":"user","content":"hey"}]}'
