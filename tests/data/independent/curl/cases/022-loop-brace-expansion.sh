for n in {1..3}; do curl -s "https://api.example.com/v1/items/$n?page=$((n*10))" -H 'accept: application/json'; done
