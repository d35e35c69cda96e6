//! The model's id.

use super::BASE;
use crate::check::context::partner_model;
use crate::check::credential::is_placeholder;
use crate::check::nearest::nearest;
use crate::check::{Call, Context, Platform, Rule, Sink};
use crate::date::Date;
use crate::finding::{Fix, Severity, Trust};
use crate::json::Value;
use crate::knowledge::{self, Model, ModelStatus, MODELS};
use crate::span::Span;
use crate::text;

/// The checks of this file.
pub const RULES: &[Rule] = &[MISSING, PLACEHOLDER, RETIRED, RETIRING, PLATFORM, VENDOR, MALFORMED, UNKNOWN];

const IDS: &str = "https://platform.claude.com/docs/en/about-claude/models/model-ids-and-versions";
const ENDS: &str = "https://platform.claude.com/docs/en/about-claude/model-deprecations";
const ANSWER: &str = "The API answers 404 not_found_error: \"model: …\" with the id it did not find.";

/// No model.
pub const MISSING: Rule = Rule {
    id: "model/missing",
    cause: Some("extra_inputs_not_permitted"),
    title: "No model",
    why: "The API answers 400 invalid_request_error \"model: Field required\".",
    source: cited!("https://platform.claude.com/docs/en/api/messages"),
    run: missing,
    bad: pastes!["{\"max_tokens\":9,\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}"],
    good: pastes![
        body!(),
        "{\"anthropic_version\":\"bedrock-2023-05-31\",\"max_tokens\":9,\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}",
    ],
    ..BASE
};

/// A placeholder.
pub const PLACEHOLDER: Rule = Rule {
    id: "model/placeholder",
    cause: Some("template_placeholders"),
    title: "A placeholder in place of the model's id",
    why: ANSWER,
    source: cited!(IDS),
    run: placeholder,
    bad: pastes![ask!("{{SONNET_ID}}", ""), ask!("<model>", ""), ask!("string", "")],
    good: pastes![body!()],
    ..BASE
};

/// A retired model.
pub const RETIRED: Rule = Rule {
    id: "model/retired",
    cause: Some("retired_model"),
    title: "A model that is no longer served",
    why: "Requests for retired models fail with 404 not_found_error \"model: …\".",
    source: cited!(ENDS),
    run: retired,
    bad: pastes![ask!("claude-3-opus-20240229", ""), ask!("claude-opus-4-1", "")],
    good: pastes![ask!("claude-opus-4-8", ""), ask!("claude-sonnet-4-5", "")],
    ..BASE
};

/// A model that retires soon.
pub const RETIRING: Rule = Rule {
    id: "model/retires-soon",
    severity: Severity::Warning,
    cause: Some("retired_model"),
    title: "A model that retires soon",
    why: "It still answers; from its day of retirement on requests fail with 404 not_found_error.",
    source: cited!(ENDS),
    run: retiring,
    bad: pastes![
        ask!("claude-sonnet-4-5", ""),
    ],
    good: pastes![
        ask!("claude-sonnet-4-6", ""),
        ask!("claude-3-opus-20240229", ""),
        curl!("https://us-east5-aiplatform.googleapis.com/v1/projects/p/locations/us-east5/publishers/anthropic/models/claude-sonnet-4-5@20250929:rawPredict", "-H \"Authorization: Bearer $T\" -H 'content-type: application/json'", "{\"anthropic_version\":\"vertex-2023-10-16\",\"max_tokens\":9,\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}"),
        curl!("https://bedrock-runtime.us-east-1.amazonaws.com/model/us.anthropic.claude-sonnet-4-5-20250929-v1%3A0/invoke", "-H \"Authorization: Bearer $T\" -H 'content-type: application/json'", "{\"anthropic_version\":\"bedrock-2023-05-31\",\"max_tokens\":9,\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}"),
    ],
    ..BASE
};

/// Another platform's id.
pub const PLATFORM: Rule = Rule {
    id: "model/other-platform",
    cause: Some("model_id_malformed"),
    title: "A model id of another platform",
    why: "Each platform has ids of its own: claude-… on the Claude API, anthropic.claude-… on Bedrock, claude-…@date for older models on Vertex. The answer is 404 or 400.",
    source: cited!(IDS),
    run: other_platform,
    bad: pastes![
        ask!("us.anthropic.claude-haiku-4-5-20251001-v1:0", ""),
        ask!("claude-haiku-4-5@20251001", ""),
        ask!("anthropic/claude-opus-5", ""),
    ],
    good: pastes![
        body!(),
        "curl https://openrouter.ai/api/v1/messages -H \"Authorization: Bearer $K\" -d '{\"model\":\"anthropic/claude-opus-5\",\"max_tokens\":9,\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}'",
    ],
    ..BASE
};

/// A model of another vendor.
pub const VENDOR: Rule = Rule {
    id: "model/other-vendor",
    cause: Some("model_id_malformed"),
    title: "A model of another vendor",
    why: ANSWER,
    source: cited!(IDS),
    run: vendor,
    bad: pastes![
        curl!(body "{\"model\":\"gpt-4o\",\"max_tokens\":9,\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}")
    ],
    good: pastes![body!()],
    ..BASE
};

/// A slip in the id.
pub const MALFORMED: Rule = Rule {
    id: "model/misspelt",
    cause: Some("model_id_malformed"),
    title: "A model id that does not exist",
    why: ANSWER,
    source: cited!(IDS),
    run: malformed,
    bad: pastes![
        ask!("claude-sonnet-4.6", ""),
        ask!("claude-4-6-sonnet", ""),
        ask!("claude-sonnet-4-6-20260217", ""),
        ask!("Claude Opus 5", ""),
        ask!("claude-opsu-5", ""),
        ask!("claude-opus-4-5-20251124", ""),
        ask!("sonnet", ""),
        ask!("claude-opus-5[1m]", ""),
        ask!("claude-opus-5-latest", ""),
        ask!("claude-3.5-sonnet", ""),
    ],
    good: pastes![ask!("claude-opus-6", ""), ask!("claude-haiku-4-5", ""), ask!("claude-opus-4-5-20251101", "")],
    ..BASE
};

/// An id that may be newer than these facts.
pub const UNKNOWN: Rule = Rule {
    id: "model/unknown",
    severity: Severity::Warning,
    cause: Some("model_not_found"),
    title: "A model id that is not in our list",
    why: "It may be newer than this page, or not exist: then the API answers 404 not_found_error. GET /v1/models lists what your key may use.",
    source: cited!(IDS),
    run: unknown,
    bad: pastes![ask!("claude-opus-6", "")],
    good: pastes![body!(), ask!("claude-3-opus-20240229", "")],
    ..BASE
};

/// The ids that people confuse, with their aliases.
fn known() -> impl Iterator<Item = &'static str> {
    MODELS.iter().flat_map(|model| std::iter::once(model.id).chain(model.aliases.iter().copied()))
}

/// What is wrong with an id.
#[derive(Debug, PartialEq, Eq)]
enum Flaw {
    /// It belongs to another platform; the plain id.
    Platform(Option<&'static str>),
    /// Another vendor's model.
    Vendor,
    /// A slip; what was meant.
    Slip(Option<&'static str>),
    /// Not known, maybe newer.
    Unknown,
}

/// An id in the form that the Claude API's ids have, as far as it goes.
fn normal(id: &str) -> String {
    let mut lower = id.trim().to_ascii_lowercase();
    lower.retain(|c| !text::is_invisible(c));
    lower.replace(['.', '_', ' '], "-").trim_end_matches("[1m]").to_owned()
}

fn flaw(id: &str) -> Option<Flaw> {
    if knowledge::model(id).is_some() {
        return None;
    }
    let lower = id.to_ascii_lowercase();
    if let Some(model) = partner_model(&lower) {
        return Some(Flaw::Platform(Some(model.aliases.first().copied().unwrap_or(model.id))));
    }
    if lower.contains("anthropic.claude")
        || lower.starts_with("anthropic/")
        || lower.starts_with("arn:aws:")
        || lower.contains('@')
    {
        let plain = lower.rsplit(['/', '@']).next_back().unwrap_or(&lower);
        let plain = plain.rsplit("anthropic.").next().unwrap_or(plain);
        let plain = lower.strip_prefix("anthropic/").unwrap_or(plain);
        let plain = normal(plain.split("-v1").next().unwrap_or(plain).split('@').next().unwrap_or(plain));
        return Some(Flaw::Platform(known().find(|id| *id == plain)));
    }
    const VENDORS: &[&str] = &[
        "gpt-",
        "chatgpt",
        "o1",
        "o3",
        "o4-",
        "gemini",
        "llama",
        "mistral",
        "mixtral",
        "deepseek",
        "grok",
        "command-",
        "qwen",
        "text-davinci",
    ];
    if VENDORS.iter().any(|prefix| lower.starts_with(prefix) || lower.starts_with(&format!("openai/{prefix}"))) {
        return Some(Flaw::Vendor);
    }
    Some(slip(id).map_or(Flaw::Unknown, Flaw::Slip))
}

/// The id that was meant, `None` inside where it cannot be told; outer `None`: it may be a newer model.
fn slip(id: &str) -> Option<Option<&'static str>> {
    let plain = normal(id);
    if let Some(known) = known().find(|known| *known == plain) {
        return Some(Some(known));
    }
    // Claude Code's names for "the newest of its kind".
    const KINDS: &[(&str, &str)] = &[
        ("opus", "claude-opus-5-5"),
        ("sonnet", "claude-sonnet-5-5"),
        ("haiku", "claude-haiku-5-5"),
        ("fable", "claude-fable-5-2"),
    ];
    let short = plain.strip_prefix("claude-").unwrap_or(&plain);
    if let Some((_, newest)) = KINDS.iter().find(|(kind, _)| *kind == short) {
        return Some(Some(newest));
    }
    if matches!(short, "claude" | "latest" | "default" | "opusplan") {
        return Some(None);
    }
    // A date or "latest" on an id that has none, or another date.
    if let Some((base, tail)) = plain.rsplit_once('-') {
        let dated = tail == "latest" || tail == "v1" || (tail.len() == 8 && tail.bytes().all(|b| b.is_ascii_digit()));
        if dated {
            if let Some(known) = known().find(|known| *known == base) {
                return Some(Some(known));
            }
            if let Some(reordered) = reordered(base) {
                return Some(Some(reordered));
            }
        }
    }
    if let Some(known) = reordered(&plain) {
        return Some(Some(known));
    }
    // Without "claude-" in front.
    if let Some(known) = known().find(|known| known.strip_prefix("claude-") == Some(plain.as_str())) {
        return Some(Some(known));
    }
    let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
    // Another number may be another, newer model; only letters are judged.
    let same_numbers: Vec<&'static str> = known().filter(|known| digits(known) == digits(&plain)).collect();
    nearest(&plain, same_numbers, 2).map(Some)
}

/// The known id with the same parts in another order: `claude-4-6-sonnet`, `claude-3-5-sonnet`.
fn reordered(plain: &str) -> Option<&'static str> {
    let parts = |text: &str| {
        let mut parts: Vec<String> = text
            .split('-')
            .filter(|part| !(part.len() == 8 && part.bytes().all(|b| b.is_ascii_digit())) && *part != "latest")
            .map(str::to_owned)
            .collect();
        parts.sort();
        parts
    };
    let wanted = parts(plain);
    if wanted.len() < 3 || wanted.len() > 8 {
        return None;
    }
    // 4-6 and 6-4 are different numbers, so digits must keep their order.
    let digits = |text: &str| {
        text.split('-').filter(|p| p.len() < 3 && p.bytes().all(|b| b.is_ascii_digit())).collect::<Vec<_>>().join("-")
    };
    known().find(|known| parts(known) == wanted && digits(known) == digits(plain))
}

fn each(context: &Context, mut look: impl FnMut(&Call, &Value, &str)) {
    if context.model_in_path() || context.platform == Platform::Foundry {
        return;
    }
    for call in context.calls() {
        if let (Some(value), Some(id)) = (call.object.get("model"), call.id) {
            look(&call, value, id);
        }
    }
}

fn missing(context: &Context, sink: &mut Sink) {
    if context.model_in_path() || !context.body_is_whole() {
        return;
    }
    for call in context.calls().filter(|call| call.object.get("model").is_none()) {
        let slip = call.object.members().iter().any(|m| strsim::damerau_levenshtein(&m.key, "model") <= 2);
        if !slip {
            let span = if call.batch { context.value(call.object) } else { context.start() };
            sink.add(span, "The field model is missing.").cause(None);
        }
    }
}

fn placeholder(context: &Context, sink: &mut Sink) {
    each(context, |_, value, id| {
        if id == "string"
            || id.trim().is_empty()
            || (is_placeholder(id) && !id.contains("claude-") && knowledge::model(id).is_none())
        {
            sink.add(context.value(value), format!("model is \"{id}\", a placeholder."));
        }
    });
}

/// Whether a model no longer answers today, and since when.
fn retirement(model: &Model, today: Date) -> (bool, Option<Date>) {
    let day = model.retires.and_then(Date::parse);
    let over = model.status == ModelStatus::Retired || day.is_some_and(|day| day.days_until(today) > 0);
    (over, day)
}

/// The models that are asked for, in the body or in the address, each with its place.
fn asked<'a>(context: &Context<'a>, mut look: impl FnMut(&'static Model, &str, Span, Option<&'a Value>)) {
    if let (Some(id), Some(model)) = (&context.path_model, context.path_model.as_deref().and_then(partner_model)) {
        // In the address ":" and "@" may be written %3A and %40.
        let plain = id.split([':', '@']).next().unwrap_or(id);
        return look(model, id, context.url_place(plain), None);
    }
    if context.model_in_path() {
        return;
    }
    for call in context.calls() {
        if let (Some(value), Some(id), Some(model)) = (call.object.get("model"), call.id, call.model) {
            look(model, id, context.value(value), Some(value));
        }
    }
}

/// Bedrock and Vertex set retirement days of their own.
const OWN_DAYS: &str = "The day is that of the Claude API; Bedrock and Google Cloud set days of their own. After it requests fail with 404, or with \"reached the end of its life\".";

fn replace(context: &Context, model: &Model, value: Option<&Value>) -> Option<Fix> {
    let (next, value) = (model.replacement?, value?);
    context.swap(value.range.clone(), &format!("\"{next}\""), &format!("Use {next}"), Trust::Likely)
}

fn retired(context: &Context, sink: &mut Sink) {
    asked(context, |model, id, span, value| {
        let (true, day) = retirement(model, context.today) else { return };
        let since = day.map_or(String::new(), |day| format!(" on {}", day.long()));
        let next = model.replacement.map_or(String::new(), |next| format!(" Anthropic names {next} in its place."));
        let note = sink.add(span, format!("{id} was retired{since}.{next}")).fix(replace(context, model, value));
        if value.is_none() {
            note.warning().why(OWN_DAYS);
        } else if context.platform == Platform::Foundry {
            // There it is the name of a deployment, which may hold another model.
            note.warning();
        }
    });
}

fn retiring(context: &Context, sink: &mut Sink) {
    asked(context, |model, id, span, value| {
        // Bedrock and Google Cloud keep a model for months longer; their day is not known here.
        if model.status != ModelStatus::Deprecated || value.is_none() {
            return;
        }
        let (false, day) = retirement(model, context.today) else { return };
        let next = model.replacement.map_or(String::new(), |next| format!("; {next} takes its place"));
        let message = match day {
            Some(day) => {
                let when = match context.today.days_until(day) {
                    0 => "today".to_owned(),
                    1 => "tomorrow".to_owned(),
                    days => format!("in {days} days"),
                };
                format!("{id} retires on {}, {when}{next}.", day.long())
            }
            None => format!("{id} is deprecated{next}."),
        };
        sink.add(span, message).fix(replace(context, model, value));
    });
}

fn suggest(context: &Context, value: &Value, meant: Option<&'static str>) -> Option<crate::finding::Fix> {
    let id = meant?;
    context.swap(value.range.clone(), &format!("\"{id}\""), &format!("Use {id}"), Trust::Likely)
}

fn other_platform(context: &Context, sink: &mut Sink) {
    if let (Some(path), Platform::Bedrock) = (&context.path_model, context.platform) {
        if path.starts_with("claude-") {
            sink.add(
                context.url_place(path),
                format!("On Bedrock the id of {path} begins with anthropic., or a profile such as us.anthropic."),
            )
            .cause(Some("bedrock_model_identifier_invalid"));
        }
    }
    if let (Some(path), Platform::Vertex) = (&context.path_model, context.platform) {
        let own = MODELS.iter().find(|model| model.id == path && model.vertex_id.is_some_and(|id| id != model.id));
        if let Some(id) = own.and_then(|model| model.vertex_id) {
            sink.add(context.url_place(path), format!("On Vertex {path} is written {id}."));
        } else if path.contains("anthropic.") {
            sink.add(context.url_place(path), format!("{path} is a Bedrock id; on Vertex it has no \"anthropic.\"."));
        }
    }
    if matches!(context.platform, Platform::Gateway) {
        return;
    }
    // A body alone may be meant for a gateway or a partner's Messages API.
    let unseen = context.platform == Platform::Body && context.request.origin.is_sdk();
    let bare = context.platform == Platform::Aws || unseen;
    each(context, |_, value, id| {
        if let Some(Flaw::Platform(meant)) = flaw(id).filter(|_| !bare) {
            let tail = meant.map_or(String::new(), |id| format!("; there it is {id}"));
            sink.add(context.value(value), format!("{id} is not an id of the Claude API{tail}."))
                .fix(suggest(context, value, meant));
        }
    });
}

fn vendor(context: &Context, sink: &mut Sink) {
    each(context, |_, value, id| {
        if flaw(id) == Some(Flaw::Vendor) {
            let note =
                sink.add(context.value(value), format!("{id} is another vendor's model; this is a request to Claude."));
            if context.platform != Platform::Claude {
                note.warning();
            }
        }
    });
}

fn malformed(context: &Context, sink: &mut Sink) {
    each(context, |_, value, id| {
        if is_placeholder(id) && !id.contains("claude-") {
            return;
        }
        if let Some(Flaw::Slip(meant)) = flaw(id) {
            let gone = meant.and_then(knowledge::model).filter(|model| retirement(model, context.today).0);
            let next = gone.and_then(|model| model.replacement).or(meant);
            let tail = match (gone, meant, next) {
                (Some(_), Some(meant), Some(next)) => {
                    format!("; {meant} would be its id, but that model is retired: use {next}")
                }
                (None, Some(meant), _) => format!("; the id is {meant}"),
                _ => String::new(),
            };
            let message = match id.chars().find(|c| text::is_invisible(*c)) {
                Some(c) => format!("An invisible character (U+{:04X}) stands in the model's name{tail}.", u32::from(c)),
                None => format!("There is no model {id}{tail}."),
            };
            sink.add(context.value(value), message).fix(suggest(context, value, next));
        }
    });
}

fn unknown(context: &Context, sink: &mut Sink) {
    if matches!(context.platform, Platform::Gateway) {
        return;
    }
    each(context, |_, value, id| {
        if flaw(id) == Some(Flaw::Unknown) && !is_placeholder(id) && id != "string" && !id.trim().is_empty() {
            sink.add(
                context.value(value),
                format!("{id} is not in our list of models (as of {}).", knowledge::FACTS_AS_OF),
            );
        }
    });
}
