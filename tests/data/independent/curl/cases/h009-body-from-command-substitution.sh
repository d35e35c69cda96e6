curl https://api.anthropic.com/v1/messages -H "x-api-key: $(cat ~/.anthropic_key)" -H "anthropic-version: 2023-06-01" -H "content-type: application/json" -d "$(cat prompt.json)"
