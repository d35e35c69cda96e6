claude() {
  curl -s https://api.anthropic.com/v1/messages \
    -H "x-api-key: $ANTHROPIC_API_KEY" -H "anthropic-version: 2023-06-01" -H "content-type: application/json" \
    -d '{"model":"claude-sonnet-4-6","max_tokens":300,"messages":[{"role":"user","content":"$PROMPT"}]}' | jq -r '.content[0].text'
}
PROMPT="explain chmod 755"
claude
