curl -d text@tespeed.py http://paste.example.com/api/create
