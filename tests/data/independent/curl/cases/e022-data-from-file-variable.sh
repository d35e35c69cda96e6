FILE=requests/long-context.json
curl -sS -X POST https://api.anthropic.com/v1/messages -H "x-api-key: $ANTHROPIC_API_KEY" -H "anthropic-version: 2023-06-01" -H "anthropic-beta: context-1m-2025-08-07" -H "content-type: application/json" --data-binary "@$FILE" -o out.json && jq .usage out.json
