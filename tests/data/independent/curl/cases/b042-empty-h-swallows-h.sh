curl -4 -sv -H  -H 'Content-type: application/json' -X POST -d '{"files": [{"name": "main.sh", "content": "echo hello"}]}' 192.0.2.106:8090/languages/bash/latest
