curl -sS "$ANTHROPIC_BASE_URL/v1/messages" -H "x-api-key: $ANTHROPIC_API_KEY" -H "anthropic-version: 2023-06-01" -H "content-type: application/json" -d "{
  \"model\": \"$MODEL\",
  \"max_tokens\": 50,
  \"messages\": [{\"role\": \"user\", \"content\": \"Price: \$3 \`now\`\"}]
}"
