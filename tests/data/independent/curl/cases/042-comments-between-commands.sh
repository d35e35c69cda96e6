# 1. list the models   (needs a key!)
curl https://api.anthropic.com/v1/models -H "x-api-key: $ANTHROPIC_API_KEY" -H "anthropic-version: 2023-06-01"   # newest first
# 2. don't forget the version header
curl https://api.anthropic.com/v1/messages -H "x-api-key: $ANTHROPIC_API_KEY" -H "anthropic-version: 2023-06-01" -H "content-type: application/json" -d '{"model":"claude-opus-4-6","max_tokens":12,"messages":[{"role":"user","content":"# not a comment"}]}' # done
