curl --request POST   --url https://api.anthropic.com/v1/messages   --header 'x-api-key: sk-ant-api03-0000EXAMPLE-not-a-key-AA'   --header 'anthropic-version: 2023-06-01'   --header 'Content-Type: application/json'   --data '{
  "model": "claude-sonnet-4-5",
  "max_tokens": 1024,
  "messages": [
    {
      "role": "user",
      "content": "如何看待人的一生"
    }
  ]
}
