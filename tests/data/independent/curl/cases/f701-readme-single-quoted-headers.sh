curl --request POST \
     --url 'https://api.anthropic.com/v1/messages' \
     --header 'accept: application/json' \
     --header 'anthropic-version: 2023-06-01' \
     --header 'content-type: application/json' \
     --header 'x-api-key: sk-ant-api03-InventedKeyForTesting_0123456789-InventedKeyForTesting_0123456789-InventedKeyForTesting_01234AA' \
     --data '
{
  "model": "claude-sonnet-4-6",
  "max_tokens": 300,
  "messages": [
    {
      "role": "user",
      "content": "Name three rivers in Portugal."
    }
  ]
}
'
