curl -sS -X POST -H "x-api-key: $ANTHROPIC_API_KEY" -H 'anthropic-version: 2023-06-01' --json '{"requests":[]}' https://api.anthropic.com/v1/messages/batches \
  --next -sS -H "x-api-key: $ANTHROPIC_API_KEY" -H 'anthropic-version: 2023-06-01' https://api.anthropic.com/v1/messages/batches?limit=1
