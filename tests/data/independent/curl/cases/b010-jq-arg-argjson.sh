curl -sS https://api.anthropic.com/v1/messages \
  -H "x-api-key: $ANTHROPIC_API_KEY" -H "anthropic-version: 2023-06-01" -H "content-type: application/json" \
  -d "$(jq -cn --arg model claude-sonnet-4-5 --arg q 'He said: "it'"'"'s 3 > 2"' --argjson max 200 \
        '{model: $model, max_tokens: $max, messages: [{role: "user", content: $q}]}')" \
  | jq -r '.content[0].text'
