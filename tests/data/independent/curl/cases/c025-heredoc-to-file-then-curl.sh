cat > body.json <<'EOF'
{
  "model": "claude-opus-4-1",
  "max_tokens": 1500,
  "messages": [{"role": "user", "content": "Draft a changelog entry for v2.3"}]
}
EOF
curl https://api.anthropic.com/v1/messages \
  -H "x-api-key: $ANTHROPIC_API_KEY" \
  -H "anthropic-version: 2023-06-01" \
  -H "content-type: application/json" \
  --data-binary @body.json
