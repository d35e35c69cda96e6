curl --oauth2-bearer "$CLAUDE_CODE_OAUTH_TOKEN" -H 'anthropic-beta: oauth-2025-04-20' https://api.anthropic.com/api/oauth/profile
