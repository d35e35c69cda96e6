curl -sI "https://status.example.com/{api,console}/v[1-2].json"
