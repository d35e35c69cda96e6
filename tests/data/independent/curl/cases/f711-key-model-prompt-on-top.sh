API_KEY="sk-ant-api03-zzNotReal-9081726354_MadeUpByHandzzNotReal-9081726354_MadeUpByHandzzNotReal-9081726354_MadeUpAA"
MODEL="claude-opus-4-8"
PROMPT="Write a limerick about tar"

curl -X POST "https://api.anthropic.com/v1/messages" \
-H "x-api-key: $API_KEY" \
-H "anthropic-version: 2023-06-01" \
-H "Content-Type: application/json" \
-d "{
  \"model\": \"$MODEL\",
  \"max_tokens\": 200,
  \"messages\": [
    {\"role\": \"user\", \"content\": \"$PROMPT\"}
  ]
}"
