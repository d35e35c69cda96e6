curl --url-query limit=5 --url-query 'after_id=msgbatch 01/x' https://api.anthropic.com/v1/messages/batches \
  -H "anthropic-version: 2023-06-01" -H "X-Api-Key: ${ANTHROPIC_API_KEY}"
