payload='{"model":"claude-sonnet-4-6","max_tokens":20,"messages":[{"role":"user","content":"Say hi"}]}'
curl https://api.anthropic.com/v1/messages -H "X-Api-Key: $ANTHROPIC_API_KEY" -H "Anthropic-Version: 2023-06-01" -H "Content-Type: application/json" --data-binary @- <<< "$payload"
