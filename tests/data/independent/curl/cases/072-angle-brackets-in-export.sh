export API_KEY=<AIzaSyFAKEfakeEXAMPLE0izF43z0BC6H5oDy>
curl -s -X POST -H "Content-Type: application/json" --data-binary @request.json "https://speech.googleapis.com/v1/speech:recognize?key=${API_KEY}"
