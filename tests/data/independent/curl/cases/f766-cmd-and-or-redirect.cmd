@echo off
curl -sS -f -o answer.json "https://api.anthropic.com/v1/messages/batches?limit=10&before_id=msgbatch_01InventedForATest77Zz99" -H "x-api-key: %ANTHROPIC_API_KEY%" -H "anthropic-version: 2023-06-01" 2> curl.log && type answer.json || echo FAILED
