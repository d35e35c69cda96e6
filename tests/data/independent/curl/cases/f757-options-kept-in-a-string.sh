OPTS='-s -H "x-api-key: sk-ant-api03-InventedKeyForTesting_0123456789-InventedKeyForTesting_0123456789-InventedKeyForTesting_01234AA" -H "anthropic-version: 2023-06-01"'
curl $OPTS https://api.anthropic.com/v1/models
