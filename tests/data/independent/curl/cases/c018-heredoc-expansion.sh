curl https://api.anthropic.com/v1/messages \
  -H "x-api-key: $ANTHROPIC_API_KEY" \
  -H "anthropic-version: 2023-06-01" \
  -H "content-type: application/json" \
  --data-binary @- <<EOF
{
  "model": "${MODEL}",
  "max_tokens": 500,
  "messages": [{"role": "user", "content": "A shirt costs \$25 and is 20% off. What do I pay?"}]
}
EOF
