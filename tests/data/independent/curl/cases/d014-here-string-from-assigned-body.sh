BODY='{"model":"claude-sonnet-4-6","max_tokens":90,"messages":[{"role":"user","content":"Rhyme on orange"}]}'
curl https://api.anthropic.com/v1/messages -H "x-api-key: $ANTHROPIC_API_KEY" -H "anthropic-version: 2023-06-01" -H "content-type: application/json" --data-binary @- <<< "$BODY"
