if true; then
	curl -s https://api.anthropic.com/v1/messages -H "x-api-key: $ANTHROPIC_API_KEY" -H "anthropic-version: 2023-06-01" -H "content-type: application/json" --data-binary @- <<-'END'
	{"model":"claude-opus-4-1","max_tokens":50,
	"messages":[{"role":"user","content":"Explain $HOME and `pwd`"}]}
	END
fi
