curl "https://api.anthropic.com/v1/messages" -sS \
    -H "anthropic-version: 2023-06-01" -H "x-api-key: $ANTHROPIC_API_KEY" \
    -H "content-type: application/json" \
    --data-binary @requests/vision-test.json
