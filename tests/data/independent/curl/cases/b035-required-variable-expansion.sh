curl -fsS "https://api.anthropic.com/v1/messages/batches/${BATCH_ID:?set BATCH_ID first}/results" -H "x-api-key: ${ANTHROPIC_API_KEY:?}" -H "anthropic-version: 2023-06-01" > results.jsonl
