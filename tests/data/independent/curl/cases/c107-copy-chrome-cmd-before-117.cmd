curl "https://api.anthropic.com/v1/messages" ^
  -H "Accept: application/json" ^
  -H "Content-Type: application/json" ^
  -H "anthropic-version: 2023-06-01" ^
  -H "x-api-key: sk-ant-api03-EXAMPLE-pretend-key" ^
  --data-raw "^{^\^"model^\^":^\^"claude-3-haiku-20240307^\^",^\^"max_tokens^\^":50,^\^"messages^\^":^[^{^\^"role^\^":^\^"user^\^",^\^"content^\^":^\^"Colour of a lime^\^"^}^]^}"
