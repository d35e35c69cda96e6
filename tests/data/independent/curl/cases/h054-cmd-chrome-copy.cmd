curl ^"https://claude.ai/api/organizations/3b1d/chat_conversations?limit=30^&starred=false^" ^
  -H ^"accept: */*^" ^
  -H ^"accept-language: de-DE,de;q=0.9^" ^
  -H ^"content-type: application/json^" ^
  -b ^"sessionKey=sk-ant-sid01-EXAMPLE; lastActiveOrg=3b1d^" ^
  -H ^"referer: https://claude.ai/recents^" ^
  -H ^"sec-ch-ua: ^\^"Chromium^\^";v=^\^"142^\^"^" ^
  --data-raw ^"^{^\^"name^\^":^\^"R^&D 100^%^\^"^}^"
