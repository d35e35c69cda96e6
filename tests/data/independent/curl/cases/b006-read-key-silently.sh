read -rsp 'API key: ' KEY; echo
curl -s https://api.anthropic.com/v1/models -H "x-api-key: $KEY" -H "anthropic-version: 2023-06-01"
unset KEY
