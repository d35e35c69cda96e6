export https_proxy=http://proxy.corp.example:3128
curl -x "http://$PROXY_USER:$PROXY_PASS@proxy.corp.example:3128" --proxy-insecure --cacert /etc/ssl/certs/corp-root.pem \
     https://api.anthropic.com/v1/models?limit=1 -H 'anthropic-version: 2023-06-01' -H "x-api-key: $ANTHROPIC_API_KEY"
