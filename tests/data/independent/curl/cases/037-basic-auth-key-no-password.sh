curl https://api.stripe.com/v1/charges -u sk_test_EXAMPLEnotreal4242: -d amount=2000 -d currency=usd -d "description=Coffee bar" -d source=tok_visa
