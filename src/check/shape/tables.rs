//! The objects of a Messages request, betas included, after the types of the official SDK (anthropic 2.12.0).

use super::{Field, Kind, Shape};
use Kind::{Any, Bool, Dict, Either, Integer, List, Object, Tagged, Text, Word};

/// A field that must be there.
macro_rules! need {
    ($key:expr, $kind:expr $(,)?) => {
        Field { key: $key, kind: $kind, needed: true }
    };
}

/// A field that may be left out.
macro_rules! may {
    ($key:expr, $kind:expr $(,)?) => {
        Field { key: $key, kind: $kind, needed: false }
    };
}

/// An object that goes by these types and has these fields only.
macro_rules! shape {
    ($tags:expr, $fields:expr $(,)?) => {
        Shape { tags: $tags, fields: $fields, open: false }
    };
}

/// A count: nothing below zero makes sense.
const COUNT: Kind = Integer(0.0);
const TEXTS: Kind = List(&Text);

static CACHE: [Shape; 1] = [shape!(&["ephemeral"], &[may!("ttl", Word(&["5m", "1h"]))])];
const CACHED: Field = may!("cache_control", Tagged(&CACHE));
static CITING: Shape = shape!(&[], &[may!("enabled", Bool)]);

static TEXT_BLOCK: [Shape; 1] = [TEXT_SHAPE];

static CITATIONS: [Shape; 5] = [
    shape!(
        &["char_location"],
        &[
            need!("cited_text", Text),
            need!("document_index", COUNT),
            may!("document_title", Text),
            need!("start_char_index", COUNT),
            need!("end_char_index", COUNT),
            may!("file_id", Text),
        ],
    ),
    shape!(
        &["page_location"],
        &[
            need!("cited_text", Text),
            need!("document_index", COUNT),
            may!("document_title", Text),
            need!("start_page_number", COUNT),
            need!("end_page_number", COUNT),
            may!("file_id", Text),
        ],
    ),
    shape!(
        &["content_block_location"],
        &[
            need!("cited_text", Text),
            need!("document_index", COUNT),
            may!("document_title", Text),
            need!("start_block_index", COUNT),
            need!("end_block_index", COUNT),
            may!("file_id", Text),
        ],
    ),
    shape!(
        &["web_search_result_location"],
        &[need!("cited_text", Text), need!("encrypted_index", Text), may!("title", Text), need!("url", Text)],
    ),
    shape!(
        &["search_result_location"],
        &[
            need!("cited_text", Text),
            need!("search_result_index", COUNT),
            need!("source", Text),
            need!("start_block_index", COUNT),
            need!("end_block_index", COUNT),
            may!("title", Text),
        ],
    ),
];

static FILE_OR_URL: [Field; 1] = [need!("url", Text)];

static IMAGE_SOURCES: [Shape; 3] = [
    shape!(
        &["base64"],
        &[need!("data", Text), need!("media_type", Word(&["image/jpeg", "image/png", "image/gif", "image/webp"]))],
    ),
    shape!(&["url"], &FILE_OR_URL),
    shape!(&["file"], &[need!("file_id", Text)]),
];

static DOCUMENT_SOURCES: [Shape; 5] = [
    shape!(&["base64"], &[need!("data", Text), need!("media_type", Word(&["application/pdf"]))]),
    shape!(&["text"], &[need!("data", Text), need!("media_type", Word(&["text/plain"]))]),
    shape!(&["content"], &[need!("content", Either(&Text, &List(&Tagged(&PLAIN_BLOCKS))))]),
    shape!(&["url"], &FILE_OR_URL),
    shape!(&["file"], &[need!("file_id", Text)]),
];

const TEXT_SHAPE: Shape =
    shape!(&["text"], &[need!("text", Text), CACHED, may!("citations", List(&Tagged(&CITATIONS)))]);

const IMAGE: Shape = shape!(
    &["image"],
    &[
        need!("source", Tagged(&IMAGE_SOURCES)),
        CACHED,
        may!("transformations", Object(&shape!(&[], &[may!("oversized_image", Word(&["downsize", "error"]))]))),
    ],
);

const DOCUMENT: Shape = shape!(
    &["document"],
    &[
        need!("source", Tagged(&DOCUMENT_SOURCES)),
        CACHED,
        may!("citations", Object(&CITING)),
        may!("context", Text),
        may!("title", Text),
    ],
);

const SEARCH_RESULT: Shape = shape!(
    &["search_result"],
    &[
        need!("content", List(&Tagged(&TEXT_BLOCK))),
        need!("source", Text),
        need!("title", Text),
        CACHED,
        may!("citations", Object(&CITING)),
    ],
);

const TOOL_REFERENCE: Shape = shape!(&["tool_reference"], &[need!("tool_name", Text), CACHED]);

static PLAIN_BLOCKS: [Shape; 2] = [TEXT_SHAPE, IMAGE];

static RESULT_BLOCKS: [Shape; 6] = [
    TEXT_SHAPE,
    IMAGE,
    DOCUMENT,
    SEARCH_RESULT,
    TOOL_REFERENCE,
    shape!(&["browser_state"], &[need!("tabs", List(&Dict)), CACHED, may!("state_changes", List(&Dict))]),
];

static CALLERS: [Shape; 2] = [
    shape!(&["direct"], &[]),
    shape!(
        &["code_execution_20250825", "code_execution_20260120", "code_execution_20260521"],
        &[need!("tool_id", Text)]
    ),
];

const CALLER: Field = may!("caller", Tagged(&CALLERS));

/// Results of tools that the server runs are sent back as they came; their inside is the server's own.
static SERVER_RESULT: [Field; 4] = [need!("tool_use_id", Text), need!("content", Any), CACHED, CALLER];

/// Content blocks of messages.
pub static BLOCKS: [Shape; 19] = [
    TEXT_SHAPE,
    IMAGE,
    DOCUMENT,
    SEARCH_RESULT,
    shape!(&["thinking"], &[need!("thinking", Text), need!("signature", Text), CACHED]),
    shape!(&["redacted_thinking"], &[need!("data", Text), CACHED]),
    shape!(
        &["tool_use"],
        &[need!("id", Text), need!("name", Text), need!("input", Dict), CACHED, CALLER, may!("toolset_name", Text)],
    ),
    shape!(
        &["tool_result"],
        &[
            need!("tool_use_id", Text),
            may!("content", Either(&Text, &List(&Tagged(&RESULT_BLOCKS)))),
            may!("is_error", Bool),
            CACHED,
            may!("toolset_name", Text),
        ],
    ),
    shape!(&["server_tool_use"], &[need!("id", Text), need!("name", Text), need!("input", Dict), CACHED, CALLER]),
    shape!(
        &[
            "web_search_tool_result",
            "web_fetch_tool_result",
            "code_execution_tool_result",
            "bash_code_execution_tool_result",
            "text_editor_code_execution_tool_result",
            "tool_search_tool_result",
            "advisor_tool_result",
        ],
        &SERVER_RESULT,
    ),
    shape!(
        &["mcp_tool_use"],
        &[need!("id", Text), need!("name", Text), need!("server_name", Text), need!("input", Dict), CACHED],
    ),
    shape!(
        &["mcp_tool_result"],
        &[
            need!("tool_use_id", Text),
            may!("content", Either(&Text, &List(&Tagged(&TEXT_BLOCK)))),
            may!("is_error", Bool),
            CACHED,
        ],
    ),
    shape!(&["container_upload"], &[need!("file_id", Text), CACHED]),
    TOOL_REFERENCE,
    Shape { tags: &["compaction"], fields: &[CACHED, may!("content", Text)], open: true },
    shape!(&["tool_addition"], &[need!("tool", Dict), CACHED]),
    shape!(&["tool_removal"], &[need!("tool", Dict), CACHED]),
    shape!(&["mcp_tool_listing"], &[need!("mcp_server_name", Text), need!("tools", List(&Dict))]),
    Shape { tags: &["fallback"], fields: &[], open: true },
];

const EFFORTS: Kind = Word(&["low", "medium", "high", "xhigh", "max"]);
const DISPLAY: Field = may!("display", Word(&["summarized", "omitted", "updates"]));
static BINDING: Shape = shape!(&[], &[may!("prefix_mismatch_behavior", Word(&["error", "drop_block"]))]);

static THINKING: [Shape; 3] = [
    shape!(&["enabled"], &[need!("budget_tokens", Integer(1024.0)), DISPLAY, may!("block_binding", Object(&BINDING))]),
    shape!(&["adaptive"], &[DISPLAY, may!("block_binding", Object(&BINDING))]),
    shape!(&["disabled", "between_tools"], &[]),
];

static FORMAT: [Shape; 1] = [shape!(&["json_schema"], &[need!("schema", Dict)])];

static OUTPUT: Shape = shape!(
    &[],
    &[
        may!("effort", EFFORTS),
        may!("format", Tagged(&FORMAT)),
        may!("task_budget", Tagged(&[shape!(&["tokens"], &[need!("total", COUNT), may!("remaining", COUNT)])])),
    ],
);

static MESSAGE: Shape = shape!(
    &[],
    &[
        need!("role", Word(&["user", "assistant", "system"])),
        // Whether it is needed depends on the role, so a check of its own looks.
        may!("content", Either(&Text, &List(&Tagged(&BLOCKS)))),
        may!("clear_at", Word(&["never", "next_user_message"])),
        may!("output_config", Object(&shape!(&[], &[may!("effort", EFFORTS)]))),
    ],
);

const CALLERS_ALLOWED: Field = may!(
    "allowed_callers",
    List(&Word(&["direct", "code_execution_20250825", "code_execution_20260120", "code_execution_20260521"])),
);
const DEFER: Field = may!("defer_loading", Bool);
const STRICT: Field = may!("strict", Bool);
const EXAMPLES: Field = may!("input_examples", List(&Dict));
/// Zero uses leave nothing to do, so a check of its own warns of them.
const MAX_USES: Field = may!("max_uses", COUNT);
const ALLOWED: Field = may!("allowed_domains", TEXTS);
const BLOCKED: Field = may!("blocked_domains", TEXTS);
static PLACE: [Shape; 1] = [shape!(
    &["approximate"],
    &[may!("city", Text), may!("country", Text), may!("region", Text), may!("timezone", Text)]
)];
const INCLUSION: Field = may!("response_inclusion", Word(&["full", "excluded"]));
const NAME: Field = need!("name", Text);
static TOOLSET: [Field; 2] = [CACHED, may!("configs", Dict)];
static CONFIG: Shape = shape!(&[], &[may!("enabled", Bool), DEFER]);

static TOOLS: [Shape; 14] = [
    shape!(
        &["", "custom"],
        &[
            NAME,
            need!("input_schema", Dict),
            may!("description", Text),
            CACHED,
            STRICT,
            DEFER,
            may!("eager_input_streaming", Bool),
            EXAMPLES,
            CALLERS_ALLOWED,
        ],
    ),
    shape!(
        &[
            "bash_20250124",
            "bash_20241022",
            "memory_20250818",
            "text_editor_20250429",
            "text_editor_20250124",
            "text_editor_20241022",
        ],
        &[NAME, CACHED, STRICT, DEFER, EXAMPLES, CALLERS_ALLOWED],
    ),
    shape!(
        &["text_editor_20250728"],
        &[NAME, CACHED, STRICT, DEFER, EXAMPLES, CALLERS_ALLOWED, may!("max_characters", COUNT)],
    ),
    shape!(&["computer_toolset_20260801", "browser_toolset_20260801"], &TOOLSET),
    shape!(
        &["computer_20250124", "computer_20241022"],
        &[
            NAME,
            need!("display_width_px", COUNT),
            need!("display_height_px", COUNT),
            may!("display_number", COUNT),
            CACHED,
            STRICT,
            DEFER,
            EXAMPLES,
            CALLERS_ALLOWED,
        ],
    ),
    shape!(
        &["computer_20251124"],
        &[
            NAME,
            need!("display_width_px", COUNT),
            need!("display_height_px", COUNT),
            may!("display_number", COUNT),
            may!("enable_zoom", Bool),
            CACHED,
            STRICT,
            DEFER,
            EXAMPLES,
            CALLERS_ALLOWED,
        ],
    ),
    shape!(
        &["web_search_20260209", "web_search_20250305"],
        &[
            NAME,
            CACHED,
            STRICT,
            DEFER,
            CALLERS_ALLOWED,
            MAX_USES,
            ALLOWED,
            BLOCKED,
            may!("user_location", Tagged(&PLACE)),
        ],
    ),
    shape!(
        &["web_search_20260318"],
        &[
            NAME,
            CACHED,
            STRICT,
            DEFER,
            CALLERS_ALLOWED,
            MAX_USES,
            ALLOWED,
            BLOCKED,
            may!("user_location", Tagged(&PLACE)),
            INCLUSION,
        ],
    ),
    shape!(
        &["web_fetch_20260209", "web_fetch_20250910"],
        &[
            NAME,
            CACHED,
            STRICT,
            DEFER,
            CALLERS_ALLOWED,
            MAX_USES,
            ALLOWED,
            BLOCKED,
            may!("citations", Object(&CITING)),
            may!("max_content_tokens", COUNT),
            may!("url_sources", Dict),
        ],
    ),
    shape!(
        &["web_fetch_20260318", "web_fetch_20260309"],
        &[
            NAME,
            CACHED,
            STRICT,
            DEFER,
            CALLERS_ALLOWED,
            MAX_USES,
            ALLOWED,
            BLOCKED,
            may!("citations", Object(&CITING)),
            may!("max_content_tokens", COUNT),
            may!("url_sources", Dict),
            may!("use_cache", Bool),
            INCLUSION,
        ],
    ),
    shape!(
        &["code_execution_20260521", "code_execution_20260120", "code_execution_20250825", "code_execution_20250522"],
        &[NAME, CACHED, STRICT, DEFER, CALLERS_ALLOWED],
    ),
    shape!(
        &[
            "tool_search_tool_bm25_20251119",
            "tool_search_tool_bm25",
            "tool_search_tool_regex_20251119",
            "tool_search_tool_regex",
        ],
        &[NAME, CACHED, STRICT, DEFER, CALLERS_ALLOWED],
    ),
    shape!(
        &["advisor_20260301"],
        &[
            NAME,
            need!("model", Text),
            may!("max_tokens", COUNT),
            MAX_USES,
            may!("caching", Tagged(&CACHE)),
            CACHED,
            STRICT,
            DEFER,
            CALLERS_ALLOWED,
        ],
    ),
    shape!(
        &["mcp_toolset"],
        &[
            need!("mcp_server_name", Text),
            CACHED,
            may!("configs", Dict),
            may!("default_config", Object(&CONFIG)),
            may!("tools", List(&Dict)),
        ],
    ),
];

const ALONE: Field = may!("disable_parallel_tool_use", Bool);
static CHOICES: [Shape; 3] =
    [shape!(&["auto", "any"], &[ALONE]), shape!(&["tool"], &[need!("name", Text), ALONE]), shape!(&["none"], &[])];

static SKILL: [Shape; 1] = [shape!(&["anthropic", "custom"], &[need!("skill_id", Text), may!("version", Text)])];
static CONTAINER: Shape = shape!(&[], &[may!("id", Text), may!("skills", List(&Tagged(&SKILL)))]);

static SERVERS: [Shape; 1] = [shape!(
    &["url"],
    &[
        need!("name", Text),
        need!("url", Text),
        may!("authorization_token", Text),
        may!("tool_configuration", Object(&shape!(&[], &[may!("allowed_tools", TEXTS), may!("enabled", Bool)]))),
    ],
)];

static TRIGGERS: [Shape; 1] = [shape!(&["input_tokens", "tool_uses"], &[need!("value", COUNT)])];
static EDITS: [Shape; 3] = [
    shape!(
        &["clear_tool_uses_20250919"],
        &[
            may!("clear_at_least", Tagged(&TRIGGERS)),
            may!("clear_tool_inputs", Either(&Bool, &TEXTS)),
            may!("exclude_tools", TEXTS),
            may!("keep", Tagged(&TRIGGERS)),
            may!("trigger", Tagged(&TRIGGERS)),
        ],
    ),
    shape!(&["clear_thinking_20251015"], &[may!("keep", Either(&Text, &Dict))]),
    shape!(
        &["compact_20260112"],
        &[may!("instructions", Text), may!("pause_after_compaction", Bool), may!("trigger", Tagged(&TRIGGERS))],
    ),
];

static FALLBACK: Shape = shape!(
    &[],
    &[
        need!("model", Text),
        may!("max_tokens", COUNT),
        may!("output_config", Object(&OUTPUT)),
        may!("speed", Word(&["standard", "fast"])),
        may!("thinking", Tagged(&THINKING)),
    ],
);

/// The parameters of one call. What is required at the top, and what does not exist there, differs from one
/// endpoint, version and platform to the next, so checks of their own look at it.
pub static CALL: Shape = Shape {
    tags: &[],
    fields: &[
        may!("messages", List(&Object(&MESSAGE))),
        may!("system", Either(&Text, &List(&Tagged(&TEXT_BLOCK)))),
        may!("stop_sequences", TEXTS),
        may!("stream", Bool),
        may!("metadata", Object(&shape!(&[], &[may!("user_id", Text)]))),
        may!("thinking", Tagged(&THINKING)),
        may!("output_config", Object(&OUTPUT)),
        may!("tools", List(&Tagged(&TOOLS))),
        may!("tool_choice", Tagged(&CHOICES)),
        may!("service_tier", Word(&["auto", "standard_only"])),
        may!("cache_control", Tagged(&CACHE)),
        may!("container", Either(&Text, &Object(&CONTAINER))),
        may!("inference_geo", Text),
        may!("speed", Word(&["standard", "fast"])),
        may!("diagnostics", Object(&shape!(&[], &[may!("previous_message_id", Text)]))),
        may!("mcp_servers", List(&Tagged(&SERVERS))),
        may!("context_management", Object(&shape!(&[], &[may!("edits", List(&Tagged(&EDITS)))]))),
        may!("compaction", Tagged(&[shape!(&["summarize"], &[may!("instructions", Text)])])),
        may!("fallbacks", Either(&Word(&["default"]), &List(&Object(&FALLBACK)))),
        may!(
            "fallback_credit_token",
            Either(
                &Text,
                &Object(&shape!(&[], &[need!("token", Text), may!("mode", Word(&["strict", "best_effort"]))])),
            ),
        ),
        may!(
            "billing_policy",
            Tagged(&[shape!(&["billing_policy"], &[may!("bill_to", Word(&["self", "user_profile"]))])]),
        ),
        may!(
            "thread",
            Tagged(&[shape!(&["create"], &[]), shape!(&["continue"], &[need!("previous_message_id", Text)])])
        ),
        may!("output_format", Tagged(&FORMAT)),
        may!("top_k", COUNT),
        may!("anthropic_version", Text),
        may!("anthropic_beta", Either(&Text, &TEXTS)),
    ],
    open: true,
};

/// The body of a batch.
pub static BATCH: Shape =
    shape!(&[], &[need!("requests", List(&Object(&shape!(&[], &[need!("custom_id", Text), need!("params", Dict)]))))]);
