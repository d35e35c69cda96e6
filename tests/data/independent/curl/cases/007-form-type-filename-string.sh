curl --request POST --url https://api.anthropic.com/v1/skills \
  --header "x-api-key: $ANTHROPIC_API_KEY" --header 'anthropic-version: 2023-06-01' --header 'anthropic-beta: skills-2025-10-02' \
  -F 'display_title=My "first" skill' \
  --form-string 'note=@home; type=x' \
  -F 'files[]=@SKILL.md;type=text/markdown;filename=excel/SKILL.md'
