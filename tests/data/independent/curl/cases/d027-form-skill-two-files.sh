curl -X POST "https://api.anthropic.com/v1/skills" \
  -H "x-api-key: $ANTHROPIC_API_KEY" \
  -H "anthropic-version: 2023-06-01" \
  -H "anthropic-beta: skills-2025-10-02" \
  --form-string "display_title=@home helper; v2" \
  -F "files[]=@helper/SKILL.md;filename=helper/SKILL.md" \
  -F "files[]=@helper/run.py;filename=helper/run.py"
