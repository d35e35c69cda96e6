REM cancel a batch that hangs
set BATCH=msgbatch_01HkcTjaV5uDC8jWR4ZsDV8d
curl -X POST "https://api.anthropic.com/v1/messages/batches/%BATCH%/cancel" -H "x-api-key: %ANTHROPIC_API_KEY%" -H "anthropic-version: 2023-06-01" & echo done
