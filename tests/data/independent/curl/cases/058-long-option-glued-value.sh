curl --user myLogin:myPassword --header"customerCode: myCustomerCode" --header"Accept: application/json" --get https://ct.example.com/ws/plans/10801/locations
