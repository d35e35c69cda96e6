curl https://api.stripe.com/v1/accounts?limit=3 \
  -u sk_test_EXAMPLEnotreal4242: \
  - d "created[lt]=1385798567" \
  -G
