rem smoke test for the new key
set "CLAUDE_KEY=sk-ant-api03-InventedKeyForTesting_0123456789-InventedKeyForTesting_0123456789-InventedKeyForTesting_01234AA"
set MODEL=claude-opus-4-8
curl -s -X POST https://api.anthropic.com/v1/messages -H "x-api-key: %CLAUDE_KEY%" -H "anthropic-version: 2023-06-01" -H "content-type: application/json" -d "{\"model\":\"%MODEL%\",\"max_tokens\":64,\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}"
