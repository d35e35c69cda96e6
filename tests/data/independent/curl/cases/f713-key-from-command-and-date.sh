curl https://api.anthropic.com/v1/messages \
  -H "x-api-key: $(cat ~/.config/claude/key)" \
  -H "anthropic-version: 2023-06-01" \
  -H "content-type: application/json" \
  -d "{\"model\":\"claude-sonnet-5\",\"max_tokens\":60,\"messages\":[{\"role\":\"user\",\"content\":\"Today is $(date +%F). Which weekday?\"}]}"
