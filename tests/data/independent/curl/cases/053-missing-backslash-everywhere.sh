curl "https://s3.us-south.example-objectstorage.net/"
 -H "Authorization: bearer eyEXAMPLE.not.real"
 -H "ibm-service-instance-id: 1a2b3c"
