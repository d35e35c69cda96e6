//! ConvertTo-Json of PowerShell: a value as the JSON that it writes.

use super::ps_value::{Ps, PsValue};
use super::{Slip, SlipKind};
use crate::span::Span;
use crate::text::Traced;

/// The name of the cmdlet that writes JSON.
pub(super) const CONVERT: &str = "ConvertTo-Json";
/// Its own depth.
const DEFAULT_DEPTH: usize = 2;

impl Ps<'_> {
    /// ConvertTo-Json with its value among its arguments; the reading position is at its name.
    pub(super) fn convert(&mut self) -> PsValue {
        let at = self.pos;
        self.pos += CONVERT.len();
        let mut value = None;
        let depth = self.json_parameters(&mut value);
        match value {
            Some(value) => self.as_json(value, at, depth),
            None => self.unknown(at),
        }
    }

    /// ConvertTo-Json of a value that is piped into it; `at` is where its name begins.
    pub(super) fn convert_to_json(&mut self, value: PsValue, at: usize) -> PsValue {
        let mut piped = Some(value);
        let depth = self.json_parameters(&mut piped);
        self.as_json(piped.unwrap_or(PsValue::Unknown(Traced::new())), at, depth)
    }

    /// Reads the parameters of ConvertTo-Json, its value too where there is none yet: the depth, and its place where
    /// it is given.
    fn json_parameters(&mut self, value: &mut Option<PsValue>) -> (usize, Option<Span>) {
        let mut depth = (DEFAULT_DEPTH, None);
        loop {
            self.skip(false);
            let rest = self.rest();
            let word =
                rest.split(|c: char| c.is_whitespace() || matches!(c, ')' | ';' | '}' | '|')).next().unwrap_or("");
            let name = word.to_ascii_lowercase();
            if !word.starts_with('-') {
                if value.is_some() || word.is_empty() {
                    return depth;
                }
                *value = Some(self.operand());
                continue;
            }
            self.pos += word.len();
            if word.len() > 1 && "-depth".starts_with(&name) {
                self.skip(false);
                let digits: usize = self.rest().bytes().take_while(u8::is_ascii_digit).count();
                let number = self.rest().get(..digits).and_then(|digits| digits.parse().ok()).unwrap_or(100);
                depth = (number, Some(self.src.span(self.pos..self.pos + digits)));
                self.pos += digits;
            } else if word.len() > 1 && "-inputobject".starts_with(&name) {
                self.skip(false);
                *value = Some(self.operand());
            }
        }
    }

    /// A value as JSON of that depth.
    fn as_json(&mut self, value: PsValue, at: usize, depth: (usize, Option<Span>)) -> PsValue {
        if matches!(value, PsValue::Unknown(_)) {
            return value;
        }
        if value.levels() > depth.0 + 1 {
            let span = self.src.span(at..at + CONVERT.len());
            let slip = Slip::new(SlipKind::JsonDepth, span);
            self.slips.push(match depth.1 {
                Some(typed) => slip.edit(typed, "10"),
                None => slip.edit(Span::at(span.end), " -Depth 10"),
            });
        }
        let mut out = Traced::new();
        let place = self.src.at(self.pos);
        json(&value, &mut out, place);
        PsValue::Text(out)
    }
}

/// Writes a value as JSON; punctuation stands at `place`.
pub fn json(value: &PsValue, out: &mut Traced, place: Span) {
    match value {
        PsValue::Text(text) => json_string(text, out, place),
        PsValue::Plain(text) => out.append(text),
        PsValue::Unknown(text) => json_string(text, out, place),
        PsValue::List(values) => {
            out.push_replaced("[", place);
            for (index, value) in values.iter().enumerate() {
                if index > 0 {
                    out.push_replaced(",", place);
                }
                json(value, out, place);
            }
            out.push_replaced("]", place);
        }
        PsValue::Table(rows) => {
            out.push_replaced("{", place);
            for (index, (name, value)) in rows.iter().enumerate() {
                if index > 0 {
                    out.push_replaced(",", place);
                }
                json_string(name, out, place);
                out.push_replaced(":", place);
                json(value, out, place);
            }
            out.push_replaced("}", place);
        }
    }
}

fn json_string(text: &Traced, out: &mut Traced, place: Span) {
    let start = if text.is_empty() { place } else { Span::at(text.whole().start) };
    out.push_replaced("\"", start);
    let mut at = 0;
    let typed = text.as_str();
    for (found, c) in typed.char_indices() {
        let code = match c {
            '"' => "\\\"".to_owned(),
            '\\' => "\\\\".to_owned(),
            '\n' => "\\n".to_owned(),
            '\r' => "\\r".to_owned(),
            '\t' => "\\t".to_owned(),
            c if u32::from(c) < 0x20 => format!("\\u{:04x}", u32::from(c)),
            _ => continue,
        };
        if text.is_unknown(found) {
            continue;
        }
        out.append(&text.slice(at..found));
        at = found + c.len_utf8();
        out.push_replaced(&code, text.source(found..at));
    }
    out.append(&text.slice(at..text.len()));
    out.push_replaced("\"", start);
}
