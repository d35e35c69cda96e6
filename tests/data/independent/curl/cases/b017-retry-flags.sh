curl --retry 5 --retry-delay 2 --retry-max-time 60 --retry-connrefused --retry-all-errors -fsSL \
  --json '{"model":"claude-sonnet-4-5","max_tokens":30,"messages":[{"role":"user","content":"Say OK"}]}' \
  -H "X-Api-Key: $CLAUDE_KEY" -H "Anthropic-Version: 2023-06-01" https://api.anthropic.com/v1/messages
