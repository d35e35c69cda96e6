API_KEY=sk-ant-api03-CrLfScRiPt-EXAMPLE-not-real-AA
curl -s https://api.anthropic.com/v1/models -H "x-api-key: $API_KEY" -H "anthropic-version: 2023-06-01"
