curl ^"https://claude.ai/api/organizations/3f1e2d/chat_conversations/77ab/title^" ^
  -X ^"PUT^" ^
  -H ^"accept: */*^" ^
  -H ^"content-type: application/json^" ^
  -b ^"sessionKey=sk-ant-sid01-EXAMPLE-not-a-key; activitySessionId=9c^%^2F1^" ^
  -H ^"origin: https://claude.ai^" ^
  -H ^"sec-ch-ua: ^\^"Chromium^\^";v=^\^"142^\^", ^\^"Not_A Brand^\^";v=^\^"99^\^"^" ^
  --data-raw ^"^{^\^"name^\^":^\^"Q^&A ^<draft^>^\^"^}^"
