curl --location 'https://api.anthropic.com/v1/messages' \
--header 'x-api-key: sk-ant-api03-Vt8qLw2NxR5mZc0Ku7YpJd4HsBg1Fe9-rTaMoQiEXAMPLE-XwAA' \
--header 'anthropic-version: 2023-06-01' \
--header 'Content-Type: application/json' \
--data '{
    "model": "claude-sonnet-4-5",
    "max_tokens": 1024,
    "messages": [
        {
            "role": "user",
            "content": "Summarise RFC 9110 in 3 bullets."
        }
    ]
}'
