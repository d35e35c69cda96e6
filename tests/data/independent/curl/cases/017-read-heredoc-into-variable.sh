read -r -d '' PAYLOAD <<'EOF'
{"model":"claude-sonnet-4-5","max_tokens":64,"system":"Answer in one word.","messages":[{"role":"user","content":"2+2?"}]}
EOF
curl -H "x-api-key: $ANTHROPIC_API_KEY" -H "anthropic-version: 2023-06-01" -H "content-type: application/json" -d "$PAYLOAD" https://api.anthropic.com/v1/messages
