printf "%s\n" '{"some":"thing"}' '{"foo":17,"bar":false}' | curl -X POST -H "Content-Type: application/x-ndjson" --data @- -v http://localhost:8080
