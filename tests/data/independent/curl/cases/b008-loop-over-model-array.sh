MODELS=(claude-opus-4-6 claude-sonnet-4-5
        claude-haiku-4-5)
for m in "${MODELS[@]}"; do
  echo "== $m"
  curl -s https://api.anthropic.com/v1/messages \
    -H "x-api-key: $ANTHROPIC_API_KEY" -H "anthropic-version: 2023-06-01" -H "content-type: application/json" \
    -d '{"model":"'"$m"'","max_tokens":1,"messages":[{"role":"user","content":"hi"}]}' | head -c 200
done
