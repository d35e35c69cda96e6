curl -sG 'https://api.anthropic.com/v1/organizations/usage_report/messages?bucket_width=1d' \
     -H "x-api-key: $ANTHROPIC_ADMIN_KEY" -H 'anthropic-version: 2023-06-01' \
     --data-urlencode 'starting_at=2026-11-01T00:00:00Z' \
     -d 'group_by[]=model' | jq '.data[].results'
