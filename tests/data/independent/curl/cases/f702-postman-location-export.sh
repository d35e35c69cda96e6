curl --location 'https://api.anthropic.com/v1/messages' \
--header 'x-api-key: sk-ant-api03-zzNotReal-9081726354_MadeUpByHandzzNotReal-9081726354_MadeUpByHandzzNotReal-9081726354_MadeUpAA' \
--header 'anthropic-version: 2023-06-01' \
--header 'Content-Type: application/json' \
--data '{
    "model": "claude-haiku-4-5",
    "max_tokens": 128,
    "system": "You answer in one word.",
    "messages": [
        { "role": "user", "content": "Capital of Peru?" }
    ]
}'