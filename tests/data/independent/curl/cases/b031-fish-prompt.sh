leo@thinkpad ~> set -gx ANTHROPIC_API_KEY sk-ant-api03-FiShSeT-EXAMPLE-not-real-AA
leo@thinkpad ~> curl -s "https://api.anthropic.com/v1/models?limit=2" -H "x-api-key: $ANTHROPIC_API_KEY" -H "anthropic-version: 2023-06-01"
