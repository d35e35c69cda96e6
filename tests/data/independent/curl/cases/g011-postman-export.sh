curl --location 'https://api.anthropic.com/v1/messages' \
--header 'x-api-key: sk-ant-api03-TESTONLY-invented-0000-AA' \
--header 'anthropic-version: 2023-06-01' \
--header 'Content-Type: application/json' \
--data '{
    "model": "claude-sonnet-4-5",
    "max_tokens": 1024,
    "temperature": 0.2,
    "messages": [
        {
            "role": "user",
            "content": "Summarise: \"A & B < C\""
        }
    ]
}'
