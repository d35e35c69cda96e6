curl -sL --insecure "https://127.0.0.1/api" -F "name=John; Doe" -F "city=new york"
