ssh ci@build.example.net curl -s -H "Accept: application/json" http://localhost:9000/api/status
