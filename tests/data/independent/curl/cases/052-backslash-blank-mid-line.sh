curl -H "Content-Type: application/json" -u user1:zzad6143b4520f8526e4f9a0b25ab00x \
  http://localhost:8000/api/inject/v1 \ -d @sample_http_inject_payload.json
