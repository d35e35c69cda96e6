curl -H 'Authorization: Bearer EXAMPLEtoken' -H 'anthropic-version: 2023-06-01'
