curl \
    ---header "X-Vault-Token: s.EXAMPLEnotreal" \
    --request POST \
    --data '{"plaintext":"aGVsbG8="}' \
    http://127.0.0.1:8200/v1/transform/encode/payments
