curl -v -k 'https://api.telegram.org/bot123456:FAKEfakeEXAMPLE/sendmessage?chat_id=-1234567&text="🔥 Собран новый frontend на дев контуре"'
