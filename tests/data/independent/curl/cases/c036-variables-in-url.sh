curl "https://${API_HOST}/v1/messages/batches/$BATCH_ID" -H "x-api-key: $ANTHROPIC_API_KEY" -H "anthropic-version: 2023-06-01"
