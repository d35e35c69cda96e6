for n in 1 2; do
  curl -s -o "out$n.json" "https://api.example.com/v1/jobs/$n" -H "authorization: Bearer $JOB_TOKEN" &
done
wait
