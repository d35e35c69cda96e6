curl --silent https://api.anthropic.com/v1/models -H "x-api-key: $ANTHROPIC_API_KEY" -H 'anthropic-version: 2023-06-01' \
  --next --silent -X DELETE https://api.anthropic.com/v1/messages/batches/msgbatch_01OLD -H "x-api-key: $ANTHROPIC_API_KEY" -H 'anthropic-version: 2023-06-01' \
  --next --head https://status.anthropic.com/
