curl -X POST https://app.codacy.example/api/v3/analysis/organizations/gh/acme/repositories/web/tools \
  -H 'Content-Type: application/json \
  -H 'api-token: EXAMPLEnotreal' \
  -d '{"enabled": true}'
