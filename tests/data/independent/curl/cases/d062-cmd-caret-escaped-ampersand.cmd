curl -s https://api.anthropic.com/v1/messages/batches?limit=2^&after_id=msgbatch_01Aq9wVf3xYt2Rb8kLm5Np7Z -H "x-api-key: %ANTHROPIC_API_KEY%" -H "anthropic-version: 2023-06-01" > batches.json 2>nul
