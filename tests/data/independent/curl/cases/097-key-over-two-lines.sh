curl https://api.anthropic.com/v1/models -H "anthropic-version: 2023-06-01" -H "x-api-key: sk-ant-api03-wRaPpEdEXAMPLEnotreal0123456789
abcdefghijklmnopqrstuvwxyz-EXAMPLE-AA"
