set ANTHROPIC_API_KEY=sk-ant-api03-InventedKeyForTesting_0123456789-InventedKeyForTesting_0123456789-InventedKeyForTesting_01234AA
curl https://api.anthropic.com/v1/messages ^
  -H "x-api-key: $ANTHROPIC_API_KEY" ^
  -H "anthropic-version: 2023-06-01" ^
  -H "content-type: application/json" ^
  -d "@body.json"
