curl.exe -s https://api.anthropic.com/v1/messages ^
  -H "x-api-key: sk-ant-api03-InventedKeyForTesting_0123456789-InventedKeyForTesting_0123456789-InventedKeyForTesting_01234AA" ^
  -H "anthropic-version: 2023-06-01" ^  
  -H "content-type: application/json" ^
  -d "{\"model\":\"claude-haiku-4-5\",\"max_tokens\":8,\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}"
