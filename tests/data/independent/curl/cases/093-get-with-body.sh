curl --request GET https://example.com --data 'foo=bar'
