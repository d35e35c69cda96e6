API_KEY="sk-ant-api03-0fAkEkEy-EXAMPLE-only_AA"
VERSION='2023-06-01'
HOST=api.anthropic.com
URL=https://$HOST/v1/models

curl "$URL?limit=2" --header "x-api-key: $API_KEY" --header "anthropic-version: ${VERSION}"
