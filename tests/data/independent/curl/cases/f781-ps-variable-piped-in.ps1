$key = "sk-ant-api03-InventedKeyForTesting_0123456789-InventedKeyForTesting_0123456789-InventedKeyForTesting_01234AA"
$json = @'
{
  "model": "claude-opus-4-8",
  "max_tokens": 150,
  "messages": [{"role": "user", "content": "It's me, say 'hello'"}]
}
'@
$json | curl.exe -s https://api.anthropic.com/v1/messages -H "x-api-key: $key" -H "anthropic-version: 2023-06-01" -H "content-type: application/json" -d '@-'
