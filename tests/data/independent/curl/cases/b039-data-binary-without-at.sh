curl --location --request POST 'https://westus.stt.example.com/speech/recognition/conversation/v1?language=en-US' \
--header 'Ocp-Apim-Subscription-Key: 0000eXaMpLe1111notreal' \
--header 'Content-Type: audio/wav' \
--data-binary './audio/whatstheweatherlike.wav'
