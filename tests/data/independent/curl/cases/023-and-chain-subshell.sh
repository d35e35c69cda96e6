export ANTHROPIC_VERSION=2023-06-01 && (
  TOKEN=sk-ant-oat01-EXAMPLE-fake_token
  curl -fsS https://api.anthropic.com/v1/models/claude-opus-4-6 -H "authorization: Bearer $TOKEN" -H "anthropic-version: $ANTHROPIC_VERSION" -H "anthropic-beta: oauth-2025-04-20"
) && echo ok
