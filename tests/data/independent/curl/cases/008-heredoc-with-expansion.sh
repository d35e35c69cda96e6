MODEL=claude-sonnet-4-5
curl -sS https://api.anthropic.com/v1/messages \
  -H "x-api-key: $ANTHROPIC_API_KEY" \
  -H "anthropic-version: 2023-06-01" \
  -H "content-type: application/json" \
  -d @- <<EOF
{
  "model": "$MODEL",
  "max_tokens": $((4 * 256)),
  "messages": [{"role": "user", "content": "Summarise ${TOPIC} in \$5 words"}]
}
EOF
