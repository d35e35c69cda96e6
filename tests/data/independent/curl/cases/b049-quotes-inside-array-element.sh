API_HEADERS=(-H "'Accept: application/json'" -H "'Authorization: Bearer eyEXAMPLE.not.real'")
curl -s "${API_HEADERS[@]}" "https://api.koios.example/v1/tip"
