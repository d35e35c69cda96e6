export ANTHROPIC_API_KEY = sk-ant-api03-Vt8qLw2NxR5mZc0Ku7YpJd4HsBg1Fe9-rTaMoQiEXAMPLE-XwAA
curl https://api.anthropic.com/v1/models -H "x-api-key: $ANTHROPIC_API_KEY" -H "anthropic-version: 2023-06-01"
