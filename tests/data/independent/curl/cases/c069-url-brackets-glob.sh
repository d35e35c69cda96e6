curl "https://api.anthropic.com/v1/messages/batches/[your-batch-id]/results" \
  -H "x-api-key: $ANTHROPIC_API_KEY" \
  -H "anthropic-version: 2023-06-01"
